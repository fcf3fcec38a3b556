//! What follows from an act for everybody, a file an act: the same by whatever road it is done.

mod confirmed;
mod histories;
mod meeting;
mod offers;
mod referrals;
mod retaken;
mod sessions;
mod told;
