//! What stands comes back whole: saving a form untouched, sending back what the API shows, importing what was exported
//! change nothing, so that a field that was forgotten on the way can't erase what it holds.

mod drafts;
mod forms;
mod imports;
mod pages;
mod resources;
mod rows;
mod stands;
