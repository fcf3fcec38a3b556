// The attendance sheet: counts who is marked, marks all present at once, warns before marks are lost.

for (const form of document.querySelectorAll("form[data-attend]")) {
  // Who was not expected is neither counted nor marked with the others.
  const people = [...form.querySelectorAll(".sheet-lines .attendance")];
  const count = form.querySelector("[data-count]");
  let unsaved = false;

  const marked = (person) => person.querySelector("input[type=radio]:checked:not([value=unrecorded])");
  const tell = () => {
    const state = unsaved ? `, ${count.dataset.unsaved}` : "";
    count.textContent = `${people.filter(marked).length} / ${people.length} ${count.dataset.count}${state}`;
  };

  form.addEventListener("input", () => {
    unsaved = true;
    tell();
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "all") {
      unsaved = false;
      return;
    }
    event.preventDefault();
    for (const person of people.filter((person) => !marked(person))) {
      person.querySelector("input[type=radio][value=present]").checked = true;
      unsaved = true;
    }
    tell();
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  tell();
}
