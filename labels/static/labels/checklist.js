// Keeps each answer of a visit on the phone until there is signal, then sends it; without this script the button does.
"use strict";

const over = document.querySelector("[data-checklist-over]");
if (over) checklistStore(`checklist-${over.dataset.checklistOver}`).wipe();

const form = document.querySelector("form[data-checklist]");
const words = form ? form.dataset : {};
const store = form && checklistStore(`checklist-${words.checklist}`, words.worker);
const state = document.getElementById("checklist-state");
const said = document.getElementById("checklist-said");
const sheet = (key) => form.querySelector(`[data-answer="${key}"]`);
const field = (key, part) => form.elements[`${part}_${key}`];

let isReady = false;
const tell = (sentence) => { said.textContent = sentence; };
const count = () => {
  const waiting = Object.keys(store.all()).length;
  state.textContent = waiting ? `${words.waits} ${waiting}` : isReady ? words.none : words.preparing;
};
// Whoever walks into the hall trusts these words: they are said when the copy is there, and not before.
const prepare = async () => {
  await store.take().catch(() => {}); // without signal an older copy may be there
  isReady = await store.kept();
  count();
};

// The fields of one criterion by name, hidden ones too: what was stored when the person began travels along.
const read = (section) => {
  const entry = {};
  for (const part of section.querySelectorAll("[name]")) {
    if (part.name.startsWith("keep_")) continue;
    if (part.type !== "radio" || part.checked) entry[part.name] = part.value;
  }
  return entry;
};
const show = (entry) => {
  for (const [name, value] of Object.entries(entry)) if (form.elements[name]) form.elements[name].value = value;
};
const remember = (event) => {
  const section = event.target.closest("[data-answer]");
  if (!section) return;
  try {
    store.put(section.dataset.answer, read(section));
    count();
  } catch {
    tell(words.full);
  }
};

// What was stored now is where the person begins again.
const settle = (key, version, sent) => {
  const entry = store.all()[key] || {};
  const unchanged = JSON.stringify(entry) === JSON.stringify(sent);
  field(key, "base").value = version;
  form.elements[`initial-judged_${key}`].value = sent[`judged_${key}`] || "";
  form.elements[`initial-reason_${key}`].value = sent[`reason_${key}`] || "";
  forgetRemarks(key, sent);
  if (unchanged) store.drop(key);
  else store.put(key, read(sheet(key)));
};
const forgetRemarks = (key, sent) => {
  for (const part of ["note", "finding", "grade"]) {
    const now = field(key, part);
    if (now.value === (sent[`${part}_${key}`] || "")) now.value = "";
  }
  field(key, "key").value = crypto.randomUUID();
};

const differ = (key, stored, sent) => {
  forgetRemarks(key, sent);
  store.put(key, read(sheet(key)));
  sheet(key).querySelector("[data-conflict]")?.remove();
  const block = document.getElementById("checklist-conflict").content.firstElementChild.cloneNode(true);
  block.dataset.conflict = "";
  const own = sheet(key).querySelector(`[name="judged_${key}"]:checked`);
  block.querySelector("[data-stored]").textContent = `${stored.words}. ${stored.reason}`;
  block.querySelector("[data-at]").textContent = stored.at;
  block.querySelector("[data-own]").textContent = `${own ? own.labels[0].textContent.trim() : ""}. ${field(key, "reason").value}`;
  block.querySelector("[data-take]").addEventListener("click", () => {
    show({ [`judged_${key}`]: stored.chosen, [`reason_${key}`]: stored.reason });
    settle(key, stored.version, read(sheet(key)));
    store.drop(key);
    block.remove();
    count();
  });
  block.querySelector("[data-hold]").addEventListener("click", () => {
    field(key, "base").value = stored.version;
    store.put(key, read(sheet(key)));
    block.remove();
    send();
  });
  sheet(key).append(block);
  sheet(key).scrollIntoView();
};

const ask = async () => {
  const answer = await fetch(location.pathname, { headers: { Accept: "application/json" }, redirect: "manual" });
  return answer.ok ? answer.json() : null;
};
const post = async (entries, token) => {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token);
  for (const entry of Object.values(entries)) for (const [name, value] of Object.entries(entry)) body.set(name, value);
  return fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
};

// Whether everything that waited is stored now.
const deliver = async () => {
  const entries = store.all();
  if (!Object.keys(entries).length) return true;
  const opened = await ask();
  if (!opened) return tell(words.login), false;
  const answer = await post(entries, opened.token);
  const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
  if (!told) return tell(words.login), false;
  if (!answer.ok) return tell(told.said), false;
  for (const [key, sent] of Object.entries(entries)) {
    if (told.conflicts[key]) differ(key, told.conflicts[key], sent);
    else settle(key, told.versions[key] || 0, sent);
  }
  const clear = !Object.keys(told.conflicts).length;
  tell(clear ? words.sent : words.differs);
  return clear;
};
let sending = null;
const send = () => {
  sending ||= deliver().catch(() => { tell(words.offline); return false; }).finally(() => { sending = null; count(); });
  return sending;
};
const sendAndWipe = async (event) => {
  event.preventDefault();
  if (!(await send()) || Object.keys(store.all()).length) return;
  await store.wipe();
  tell(words.wiped);
  state.textContent = "";
};

if (form) {
  document.getElementById("checklist-buttons").hidden = false;
  for (const entry of Object.values(store.all())) show(entry);
  count();
  form.addEventListener("input", remember);
  form.addEventListener("submit", sendAndWipe);
  document.querySelector("[data-send]").addEventListener("click", sendAndWipe);
  document.querySelector("[data-wipe]").addEventListener("click", async () => {
    if (Object.keys(store.all()).length && !confirm(words.sure)) return;
    await store.wipe();
    location.reload();
  });
  window.addEventListener("online", () => send().then(prepare));
  window.addEventListener("offline", () => tell(words.offline));
  if (navigator.onLine) send().then(prepare);
  else prepare();
}
