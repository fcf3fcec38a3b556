//! Piiri: the group-activity programme of adult social work.
//!
//! Start at [`app`], then [`web::who`] (who may come in), then one slice: [`venue`] is the smallest that has
//! every part. The slices in their order, each calling only those above it: [`audit`], [`task`], [`revision`],
//! [`people`], [`venue`], [`message`], [`programme`], [`enrolment`], [`referral`], [`attendance`], [`rating`],
//! [`calendar`], [`statistics`].

pub mod admin;
pub mod app;
pub mod attendance;
pub mod audit;
pub mod calendar;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod demo;
pub mod desk;
pub mod enrolment;
pub mod error;
pub mod jobs;
pub mod mailer;
pub mod message;
pub mod people;
pub mod programme;
pub mod random;
pub mod rating;
pub mod recruitment;
pub mod referral;
pub mod reminder;
pub mod revision;
pub mod sms;
pub mod statistics;
pub mod task;
pub mod text;
pub mod venue;
pub mod web;

/// The country's holidays belong to no slice: messages, which stand above the programme, keep them too.
pub use programme::holidays;
