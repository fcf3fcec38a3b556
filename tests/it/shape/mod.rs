//! The shape of the house, read from the code itself: floors, circles, owners of tables, signatures, sizes and texts.

mod actors;
mod circles;
mod exports;
mod house;
mod imports;
mod names;
mod paper;
mod reader;
mod resolve;
mod signatures;
mod size;
pub mod sources;
mod states;
mod tables;
mod texts;
mod writers;
mod zones;
