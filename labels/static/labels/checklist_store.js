// What waits on the phone: answers by criterion, and a copy of the page for where there is no signal.
"use strict";

const checklistStore = (name, worker) => {
  const all = () => JSON.parse(localStorage.getItem(name) || "{}");
  const save = (entries) => {
    if (Object.keys(entries).length) localStorage.setItem(name, JSON.stringify(entries));
    else localStorage.removeItem(name);
  };
  const put = (key, entry) => save({ ...all(), [key]: entry });
  const drop = (key) => { const entries = all(); delete entries[key]; save(entries); };

  const take = async () => {
    if (!("serviceWorker" in navigator)) return;
    await navigator.serviceWorker.register(worker, { scope: location.pathname });
    await navigator.serviceWorker.ready;
    const files = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
    const copy = await caches.open(name);
    await copy.addAll([location.pathname, ...files.map((file) => file.href || file.src)]);
  };
  // Whether the page opens here without signal: a copy of it is there, and who gives it.
  const kept = async () => {
    if (!("serviceWorker" in navigator)) return false;
    const registration = await navigator.serviceWorker.getRegistration(location.pathname);
    return Boolean(registration?.active && (await caches.match(location.pathname, { ignoreVary: true })));
  };
  const wipe = async () => {
    localStorage.removeItem(name);
    if (!("serviceWorker" in navigator)) return;
    await caches.delete(name);
    const registration = await navigator.serviceWorker.getRegistration(location.pathname);
    if (registration && registration.scope.endsWith(location.pathname)) await registration.unregister();
  };
  return { all, put, drop, take, kept, wipe };
};
