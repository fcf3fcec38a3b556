// After signing out, the device forgets the marks that the person had not saved.

const out = document.querySelector("[data-forget]");
if (out) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(`marks:${out.dataset.forget}:`)) localStorage.removeItem(key);
  }
}
