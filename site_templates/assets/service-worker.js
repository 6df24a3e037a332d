/* Keeps one edition of the site on the device. What was asked for comes from the network while there is one, and from
   the kept edition where there is none. A file is kept only if it is, byte for byte, the one that this edition has. */
/* global EDITION, BUILD, CORE, REST */
"use strict";

const ROOT = new URL("./", self.location.href);
const FAMILY = "kb " + ROOT.pathname + " ";
const KEPT = FAMILY + BUILD;
const PATIENCE = 3000;
const CHECKED = new URL("kept.json", ROOT).href;

async function digest(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(sum.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function keep(cache, [path, sum]) {
  const address = new URL(path, ROOT).href;
  if (await cache.match(address)) return;
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok || (await digest(await answer.clone().arrayBuffer())) !== sum) throw new Error(path + " is of another edition");
  await cache.put(address, answer);
}

async function keepAll(files) {
  const cache = await caches.open(KEPT);
  for (let start = 0; start < files.length; start += 4)
    await Promise.all(files.slice(start, start + 4).map((file) => keep(cache, file)));
}

async function noteCheck() {
  const cache = await caches.open(KEPT);
  const note = JSON.stringify({ edition: EDITION, checked: new Date().toISOString().slice(0, 10) });
  await cache.put(CHECKED, new Response(note, { headers: { "Content-Type": "application/json" } }));
}

async function kept(request) {
  const address = new URL(request.url);
  if (address.pathname.endsWith("/")) address.pathname += "index.html";
  return (await caches.open(KEPT)).match(address.href, { ignoreSearch: true });
}

async function answer(request) {
  const own = await kept(request);
  if (request.url === CHECKED) return own || new Response("{}");
  const network = fetch(request, { cache: "no-cache" });
  if (!own) return network;
  network.catch(() => {});
  const late = new Promise((done) => setTimeout(() => done(own), PATIENCE));
  return Promise.race([network.then((one) => (one.status < 500 ? one : own)), late]).catch(() => own);
}

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll(CORE).then(noteCheck).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name.startsWith(FAMILY) && name !== KEPT));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "keep the rest") event.waitUntil(keepAll(REST).catch(() => {}));
  if (event.data === "checked") event.waitUntil(noteCheck());
});

self.addEventListener("fetch", (event) => {
  const address = event.request.url;
  if (event.request.method !== "GET" || !address.startsWith(ROOT.href) || address.endsWith("/edition.json")) return;
  event.respondWith(answer(event.request));
});
