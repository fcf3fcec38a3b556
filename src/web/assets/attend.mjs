// The attendance sheet: counts who is marked, marks all present at once, and keeps each mark on the device, sealed, until
// the server has it. Ids and marks are kept; names, notes and whatever else is written in words are not.

const KEPT = /^(status|minutes)-|^(head_count|walk_in_client|walk_in_more)$/;
// Where no event tells that the network is back.
const TRY_AGAIN = 15_000;
// A network that holds the answer back for so long is as good as none: sent again, it is done once.
const PATIENCE = 30_000;
// The server is away for a while.
const AWAY = [502, 503, 504];

function attend(form) {
  // Who was not expected is neither counted nor marked with the others.
  const people = [...form.querySelectorAll(".sheet-lines .attendance")];
  const count = form.querySelector("[data-count]");
  const sheet = new Sheet(form);
  const drafts = Drafts.of(form);
  let unsaved = false;
  let state = "";
  let timer;

  const marked = (person) => person.querySelector("input[type=radio]:checked:not([value=unrecorded])");
  const tell = () => {
    const changed = sheet.changes().length;
    if (state === "" && changed === 0 && sheet.isRecorded()) state = "saved";
    if (state === "saved" && changed > 0) state = "";
    const words = count.dataset[state || (unsaved || changed ? (drafts?.keeps ? "kept" : "unsaved") : "")];
    const waits = state === "waiting" ? ` (${changed})` : "";
    count.textContent =
      `${people.filter(marked).length} / ${people.length} ${count.dataset.count}` + (words ? `, ${words}${waits}` : "");
  };
  const changed = () => {
    unsaved = true;
    drafts?.keep(sheet.changes()).then(tell);
    tell();
  };
  const now = (next) => {
    state = next;
    tell();
  };

  async function send() {
    if (state === "saving") return;
    clearTimeout(timer);
    now("saving");
    await drafts.kept;
    let answer;
    try {
      const body = new URLSearchParams(new FormData(form));
      const signal = AbortSignal.timeout(PATIENCE);
      answer = await fetch(form.action, { method: "POST", body, redirect: "manual", signal });
    } catch {}
    if (!answer || AWAY.includes(answer.status)) {
      now("waiting");
      timer = setTimeout(send, TRY_AGAIN);
      return;
    }
    unsaved = false;
    // What was done leads on; anything else is a page to be read, asked for once more under the same once-key.
    if (answer.type === "opaqueredirect") location.assign(form.action);
    else form.submit();
  }

  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "all") {
      event.preventDefault();
      for (const person of people.filter((person) => !marked(person))) {
        person.querySelector("input[type=radio][value=present]").checked = true;
      }
      changed();
    } else if (drafts) {
      event.preventDefault();
      send();
    } else {
      unsaved = false;
    }
  });
  window.addEventListener("online", () => state === "waiting" && send());
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });

  // A sheet that came back holds what was typed, on what stands by now.
  if ("back" in form.dataset) changed();
  else {
    tell();
    drafts?.read().then((fields) => {
      if (fields.length > 0) {
        if (sheet.restore(fields)) {
          unsaved = true;
          form.querySelector("[data-restored]").hidden = false;
        }
        drafts.keep(sheet.changes()).then(tell);
      }
      tell();
    });
  }
}

// What the sheet says, beside what it showed when it was opened.
class Sheet {
  constructor(form) {
    this.form = form;
    this.shown = form.elements.namedItem("shown");
  }

  recorded() {
    return JSON.parse(this.shown?.value || "[]");
  }

  isRecorded() {
    return this.recorded().some(([, value]) => value !== "");
  }

  was(name) {
    return this.recorded().filter(([field, value]) => field === name && value !== "").map(([, value]) => value);
  }

  // As the server will show it: a mark that is taken back is none, and only who was there for a part has minutes.
  says(name) {
    const values = new FormData(this.form).getAll(name).filter((value) => !["", "unrecorded"].includes(value));
    const [, person] = name.match(/^minutes-(.*)/) ?? [];
    return person && !["late", "partial"].includes(this.says(`status-${person}`)[0]) ? [] : values;
  }

  // The fields that differ from what was shown: name, what was shown, what is said.
  changes() {
    const names = [...new Set([...this.form.elements].map((field) => field.name).filter((name) => KEPT.test(name)))];
    const fields = names.map((name) => [name, this.was(name), this.says(name)]);
    return fields.filter(([, was, says]) => !same(was, says));
  }

  // Puts drafts back that the server has not got, each on what it was typed over: what others saved meanwhile is then
  // told by the server, as for any older page. Answers whether there were any.
  restore(fields) {
    let any = false;
    for (const [name, was, says] of fields) {
      const inputs = [...this.form.elements].filter((field) => field.name === name);
      // Who was chosen from the list stands among the known guests once that is saved.
      const isIn = name === "walk_in_more" && this.was("walk_in_client").includes(says[0]);
      if (inputs.length === 0 || isIn || same(this.was(name), says)) continue;
      any = true;
      for (const input of inputs) {
        const isTakenBack = says.length === 0 && input.value === "unrecorded";
        if (["radio", "checkbox"].includes(input.type)) input.checked = isTakenBack || says.includes(input.value);
        else input.value = says[0] ?? "";
      }
      const others = this.recorded().filter(([field]) => field !== name);
      this.shown.value = JSON.stringify([...others, ...was.map((value) => [name, value])]);
    }
    return any;
  }
}

// The drafts of one sheet on this device, sealed by a key that only a page of the same person is given.
class Drafts {
  // Nothing where the browser can't seal or keep anything.
  static of(form) {
    try {
      const { now, kept, keys } = JSON.parse(form.dataset.keeps);
      const by = form.elements.namedItem("kept_by").value;
      if (!crypto.subtle || !by || !localStorage) return null;
      const key = `marks:${by}:${new URL(form.action).pathname.split("/")[2]}`;
      return new Drafts({ began: now - performance.now(), kept, keys, key });
    } catch {
      return null;
    }
  }

  constructor({ began, kept, keys, key }) {
    Object.assign(this, { began, age: kept, keys, key, keeps: false, kept: Promise.resolve() });
    // Another page of this browser has signed the person out.
    window.addEventListener("storage", (event) => {
      if (event.key === key && event.newValue === null) this.keeps = false;
    });
    this.forgetOld();
  }

  // The moment by the server's clock.
  now() {
    return this.began + performance.now();
  }

  seal(secret) {
    const padded = secret.replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
    return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  // Keeps these changes in the place of those before; one after the other.
  keep(fields) {
    this.kept = this.kept.then(async () => {
      try {
        if (fields.length === 0) {
          localStorage.removeItem(this.key);
          this.keeps = false;
          return;
        }
        const [turn, secret] = this.keys[0];
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const plain = new TextEncoder().encode(JSON.stringify({ at: this.now(), fields }));
        const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.seal(secret), plain);
        const record = { turn, until: this.now() + this.age, iv: text(iv), sealed: text(new Uint8Array(sealed)) };
        localStorage.setItem(this.key, JSON.stringify(record));
        this.keeps = true;
      } catch {
        this.keeps = false;
      }
    });
    return this.kept;
  }

  // The changes that are kept; none of those that are too old, or that no key of this person's opens.
  async read() {
    try {
      const { turn, iv, sealed } = JSON.parse(localStorage.getItem(this.key));
      const [, secret] = this.keys.find(([known]) => known === turn);
      const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(iv) }, await this.seal(secret), bytes(sealed));
      const { at, fields } = JSON.parse(new TextDecoder().decode(opened));
      if (this.now() - at < this.age) return fields;
    } catch {}
    localStorage.removeItem(this.key);
    return [];
  }

  // Whosever they are: what is too old can't be opened any more.
  forgetOld() {
    for (const key of Object.keys(localStorage).filter((key) => key.startsWith("marks:"))) {
      try {
        if (JSON.parse(localStorage.getItem(key)).until > this.now()) continue;
      } catch {}
      localStorage.removeItem(key);
    }
  }
}

function same(some, others) {
  return some.length === others.length && [...some].sort().join("\n") === [...others].sort().join("\n");
}

function text(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

for (const form of document.querySelectorAll("form[data-attend]")) attend(form);
