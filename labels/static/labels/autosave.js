// Keeps each answer of a page of questions as soon as it changes; without this script the button keeps them all.
"use strict";

const form = document.querySelector("form[data-autosave]");
const said = document.getElementById("autosave-said");

const keep = () => {
  const answers = new FormData(form);
  answers.set("autosave", "1");
  fetch(form.action, { method: "POST", body: answers, redirect: "error" })
    .then((answer) => { said.textContent = answer.ok ? form.dataset.kept : form.dataset.notKept; })
    .catch(() => { said.textContent = form.dataset.notKept; });
};

form.addEventListener("change", keep);
