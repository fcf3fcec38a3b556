// Filters that show their results as they change. The form is a plain GET form; the URL keeps the state.
// What bears data-follows (a count of filters, a link to the same list as a file) is replaced with the results.

const PAUSE_MS = 300;

for (const form of document.querySelectorAll("form[data-filter]")) {
  let timer;
  let running;

  const show = async () => {
    const results = document.getElementById(form.dataset.filter);
    if (!results) return form.submit();
    const filled = [...new FormData(form)].filter(([, value]) => value !== "");
    const address = new URL(form.action);
    address.search = new URLSearchParams(filled);
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById(results.id);
      if (!answer.ok || !found) return form.submit();
      results.replaceWith(document.adoptNode(found));
      for (const follower of document.querySelectorAll("[data-follows]")) {
        const fresh = page.getElementById(follower.id);
        if (fresh) follower.replaceWith(document.adoptNode(fresh));
      }
      form.querySelector("[role=status]").textContent = found.querySelector("[data-shown]")?.textContent ?? "";
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name === "AbortError") return;
      results.removeAttribute("aria-busy");
      form.submit();
    }
  };

  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    const typing = event.target.matches("input:not([type=checkbox], [type=radio])");
    timer = setTimeout(show, typing ? PAUSE_MS : 0);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    show();
  });
}
