//! What follows from an act for everybody, a file an act: the same by whatever road it is done.

mod after_the_act;
mod called;
mod confirmed;
mod histories;
mod lapsed;
mod leaders;
mod meeting;
mod offers;
mod places;
mod referrals;
mod replaced;
mod retaken;
mod roads;
mod sessions;
mod table;
mod told;
