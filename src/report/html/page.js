"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const list = at("list");
  if (!list) return;
  const controls = at("controls");
  const more = at("more");

  // So many events are on the page at a time: a browser lays out some hundreds at once, not thousands.
  const STEP = 200;
  const events = Array.from(list.children, (node, place) => ({
    node,
    place,
    status: node.dataset.status,
    conflicts: node.dataset.conflicts ? node.dataset.conflicts.split(" ") : [],
    day: node.dataset.day,
    statements: Number(node.dataset.statements),
    unsure: Number(node.dataset.unsure),
    who: null,
    where: null,
    text: null,
  }));
  const byId = new Map(events.map((event) => [event.node.id, event]));

  // On a long page the text of an event is one string until somebody opens the event.
  const fill = (node) => {
    const stub = node.querySelector("noscript");
    if (!stub) return;
    const body = document.createElement("div");
    body.className = "body";
    body.innerHTML = stub.textContent;
    stub.replaceWith(body);
  };
  const open = (node) => {
    fill(node);
    node.open = true;
  };

  const entities = { amp: "&", lt: "<", gt: ">", quot: '"' };
  const plain = (markup) =>
    markup.replace(/<[^>]*>/g, " ").replace(/&(amp|lt|gt|quot);/g, (_, name) => entities[name]);
  // Folded so that "Hasakah" finds "Ḥasakah".
  const fold = (text) => {
    const ascii = /^[\x00-\x7f]*$/.test(text);
    return (ascii ? text : text.normalize("NFKD").replace(/\p{M}/gu, "")).toLowerCase();
  };
  const read = (event) => {
    if (event.text !== null) return;
    event.who = fold(event.node.dataset.who);
    event.where = fold(event.node.dataset.where);
    const stub = event.node.querySelector("noscript");
    event.text = fold(stub
      ? `${event.node.firstElementChild.textContent} ${plain(stub.textContent)}`
      : event.node.textContent);
  };
  // Reading thousands of events takes longer than a key press may: it is done while nothing else is.
  let next = 0;
  const readSome = (deadline) => {
    while (next < events.length && deadline.timeRemaining() > 2) read(events[next++]);
    if (next < events.length) requestIdleCallback(readSome);
  };
  if (globalThis.requestIdleCallback) requestIdleCallback(readSome);

  // Events that somebody followed a link to, and why only they are shown.
  let only = null;
  let found = events;
  let room = STEP;

  function show() {
    const shown = found.slice(0, room).map((event) => event.node);
    const known = list.children;
    if (shown.length !== known.length || shown.some((node, place) => node !== known[place])) {
      list.replaceChildren(...shown);
    }
    more.hidden = found.length <= room;
    let told = `${found.length} of ${events.length} events shown`;
    if (found.length > room) {
      told = `${found.length} of ${events.length} events fit; the first ${room} are on the page`;
    }
    at("shown").textContent = only ? `${told}, ${only.why}` : told;
  }

  function test() {
    const wordsOf = (id) => fold(at(id).value).split(/\s+/).filter(Boolean);
    const words = wordsOf("find");
    const who = wordsOf("actor");
    const where = wordsOf("place");
    const status = at("status").value;
    const conflict = at("conflict").value;
    const from = at("from").value;
    const to = at("to").value;
    const reads = words.length || who.length || where.length;
    return (event) => {
      if (only && !only.ids.has(event.node.id)) return false;
      if (status && event.status !== status) return false;
      if (conflict === "*" && !event.conflicts.length) return false;
      if (conflict && conflict !== "*" && !event.conflicts.includes(conflict)) return false;
      if ((from || to) && !event.day) return false;
      if ((from && event.day < from) || (to && event.day > to)) return false;
      if (!reads) return true;
      read(event);
      return words.every((word) => event.text.includes(word)) &&
        who.every((word) => event.who.includes(word)) &&
        where.every((word) => event.where.includes(word));
    };
  }

  const orders = {
    time: () => 0,
    conflicts: (a, b) => b.conflicts.length - a.conflicts.length,
    statements: (a, b) => b.statements - a.statements,
    unsure: (a, b) => a.unsure - b.unsure,
    status: (a, b) => (a.status < b.status ? -1 : a.status > b.status ? 1 : 0),
  };

  // Events that are not read yet are read here, in slices: the newest input goes first.
  let turn = 0;
  async function filter() {
    const mine = ++turn;
    const fits = test();
    const order = orders[at("sort").value];
    const fitting = [];
    let since = performance.now();
    for (const event of events) {
      if (fits(event)) fitting.push(event);
      if (performance.now() - since > 40) {
        await new Promise((resolve) => setTimeout(resolve));
        if (mine !== turn) return;
        since = performance.now();
      }
    }
    found = fitting.sort((a, b) => order(a, b) || a.place - b.place);
    room = STEP;
    show();
  }

  function follow() {
    const event = byId.get(decodeURIComponent(location.hash.slice(1)));
    if (!event) return;
    open(event.node);
    if (!event.node.isConnected) {
      turn += 1;
      only = { ids: new Set([event.node.id]), why: "the one that a link leads to" };
      found = [event];
      show();
    }
    event.node.scrollIntoView();
    event.node.firstElementChild.focus({ preventScroll: true });
  }

  let waiting = 0;
  controls.hidden = false;
  list.classList.remove("long");
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 60);
  });
  controls.addEventListener("reset", () => {
    only = null;
    setTimeout(filter);
  });
  at("open").addEventListener("click", () => {
    // Opening thousands at once would only stop the page.
    found.slice(0, Math.min(room, 200)).forEach((event) => open(event.node));
  });
  more.addEventListener("click", () => {
    const first = found[room];
    room += STEP;
    show();
    first.node.firstElementChild.focus();
  });
  document.addEventListener("toggle", (event) => fill(event.target), true);
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-only]");
    if (!mark) return;
    const ids = mark.dataset.only.split(" ");
    if (ids.length < 2) return;
    event.preventDefault();
    only = { ids: new Set(ids), why: `those at ${mark.dataset.where}` };
    filter().then(() => at("events").scrollIntoView());
  });
  addEventListener("hashchange", follow);
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = found.slice(0, room).map((event) => event.node).filter((node) => !node.open);
    opened.forEach(open);
  });
  addEventListener("afterprint", () => opened.forEach((node) => { node.open = false; }));
  // The middle of the map, where it is wider than the page.
  for (const map of document.querySelectorAll(".map")) {
    const frame = map.parentElement;
    frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
  }
  show();
  follow();
})();
