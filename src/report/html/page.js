"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const controls = at("controls");
  const list = at("list");
  if (!list) return;
  const events = Array.from(list.children, (node) => ({
    node,
    place: Number(node.dataset.place),
    status: node.dataset.status,
    conflicts: node.dataset.conflicts ? node.dataset.conflicts.split(" ") : [],
    day: node.dataset.day,
    statements: Number(node.dataset.statements),
    unsure: Number(node.dataset.unsure),
    who: null,
    where: null,
    text: null,
  }));
  // Folded so that "Hasakah" finds "Ḥasakah".
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const read = (event) => {
    if (event.text !== null) return;
    event.who = fold(event.node.dataset.who);
    event.where = fold(event.node.dataset.where);
    event.text = fold(event.node.textContent);
  };
  // Reading thousands of events takes longer than a key press may: it is done while nothing else is.
  let next = 0;
  const readSome = (deadline) => {
    while (next < events.length && deadline.timeRemaining() > 2) read(events[next++]);
    if (next < events.length) requestIdleCallback(readSome);
  };
  if (globalThis.requestIdleCallback) requestIdleCallback(readSome);
  let only = null;

  function filter() {
    const wordsOf = (id) => fold(at(id).value).split(/\s+/).filter(Boolean);
    const words = wordsOf("find");
    const who = wordsOf("actor");
    const where = wordsOf("place");
    const status = at("status").value;
    const conflict = at("conflict").value;
    const from = at("from").value;
    const to = at("to").value;
    let shown = 0;
    for (const event of events) {
      if (words.length || who.length || where.length) read(event);
      const hidden =
        (only && !only.has(event.node.id)) ||
        (status && event.status !== status) ||
        (conflict === "*" && !event.conflicts.length) ||
        (conflict && conflict !== "*" && !event.conflicts.includes(conflict)) ||
        ((from || to) && !event.day) || (from && event.day < from) || (to && event.day > to) ||
        !words.every((word) => event.text.includes(word)) ||
        !who.every((word) => event.who.includes(word)) ||
        !where.every((word) => event.where.includes(word));
      if (event.node.hidden !== Boolean(hidden)) event.node.hidden = Boolean(hidden);
      if (!hidden) shown += 1;
    }
    at("shown").textContent = `${shown} of ${events.length} events shown`;
  }

  const orders = {
    time: () => 0,
    conflicts: (a, b) => b.conflicts.length - a.conflicts.length,
    statements: (a, b) => b.statements - a.statements,
    unsure: (a, b) => a.unsure - b.unsure,
    status: (a, b) => (a.status < b.status ? -1 : a.status > b.status ? 1 : 0),
  };
  function sort() {
    const order = orders[at("sort").value];
    const sorted = [...events].sort((a, b) => order(a, b) || a.place - b.place);
    list.append(...sorted.map((event) => event.node));
  }

  function follow() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && at(id);
    if (!target || !target.classList.contains("event")) return;
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
  }

  let waiting = 0;
  controls.hidden = false;
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 60);
  });
  controls.addEventListener("reset", () => {
    only = null;
    setTimeout(() => { filter(); sort(); });
  });
  at("sort").addEventListener("change", sort);
  at("open").addEventListener("click", () => {
    // Opening thousands at once would only stop the page.
    events.filter((event) => !event.node.hidden).slice(0, 200).forEach((event) => { event.node.open = true; });
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-only]");
    if (!mark) return;
    const ids = mark.dataset.only.split(" ");
    if (ids.length < 2) return;
    event.preventDefault();
    only = new Set(ids);
    filter();
    at("events").scrollIntoView();
  });
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => events.slice(0, 500).forEach((event) => { event.node.open = true; }));
  follow();
})();
