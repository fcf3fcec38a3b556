//! Piiri: the group-activity programme of adult social work.
//!
//! Start at [`router`], then [`access`] (who may do what) and [`web::who`] (the gate), then one slice: [`venue`] is the
//! smallest that has every part. What people do and what changes more than one slice stands in [`acts`].

pub mod access;
pub mod acts;
pub mod admin;
pub mod app;
pub mod attendance;
pub mod audit;
pub mod calendar;
pub mod cli;
pub mod client_pages;
pub mod clock;
pub mod config;
pub mod data_rights;
pub mod db;
pub mod demo;
pub mod enrolment;
pub mod error;
pub mod holidays;
pub mod import;
pub mod local_time;
pub mod mailer;
pub mod merge;
pub mod message;
pub mod notify;
pub mod one_by_one;
pub mod password;
pub mod people;
pub mod programme;
pub mod random;
pub mod rating;
pub mod record;
pub mod recruitment;
pub mod referral;
pub mod revision;
pub mod router;
pub mod schedule;
pub mod sms;
pub mod statistics;
pub mod task;
pub mod text;
pub mod today;
pub mod venue;
pub mod web;
