//! Piiri: the group-activity programme of adult social work.

pub mod calendar;
pub mod programme;
pub mod rating;
pub mod statistics;
pub mod text;
pub mod web;
