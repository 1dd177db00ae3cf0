// Gives the checklist of a visit from the phone when there is no signal; it keeps nothing and sends nothing itself.
"use strict";

const PATIENCE = 5000; // milliseconds: a hall with one bar of signal answers late or never

const answer = async (request) => {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    const kept = await caches.match(request, { ignoreVary: true, ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.destination) event.respondWith(answer(request)); // what scripts ask goes by
});
