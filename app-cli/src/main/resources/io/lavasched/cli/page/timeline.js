/* SPDX-License-Identifier: Apache-2.0 */

"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const first = read("first");
  const STEPS = 8;
  const FIRST_ROWS = 20;
  const MORE_ROWS = 100;
  const MOST_LANES = 50;
  const MOST_MARKS = 50;
  const MOST_CROWDS = 10;
  const NAMED = 4;
  const SHAPE = 24 * 60;
  const HALF = 30; // bits of a mask in one number
  const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  const byId = (id) => document.getElementById(id);
  const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
  const count = (n, noun) => `${number(n)} ${noun}${n === 1 ? "" : noun.endsWith("h") ? "es" : "s"}`;
  const two = (n) => String(n).padStart(2, "0");

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function write(node, text) {
    if (node.textContent !== String(text)) node.textContent = text;
  }

  // ---- Time: minutes are numbered from the start; the clock is that of the zone.

  function local(minute) {
    let offset = 0;
    for (const [from, seconds] of first.offsets) if (from <= minute) offset = seconds;
    return new Date((first.start + minute * 60 + offset) * 1000);
  }
  const day = (at) => `${DAYS[at.getUTCDay()]} ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
  const clock = (at) => `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  const moment = (minute) => `${day(local(minute))} ${clock(local(minute))}`;

  // ---- When schedules fire. Read when it is first needed: what the page shows at first was
  // counted by the program. A plan has a shape for each 24 hours, a shape masks of 60 minutes.

  let whole;
  function data() {
    if (whole) return whole;
    whole = read("data");
    whole.shapes = whole.shapes.map((shape) => minutesOf(shape, whole.masks));
    whole.plans = whole.plans.map(shapesOf);
    // Where cron catches up on several minutes at once: plan to minute to how often besides once.
    const more = new Map();
    for (const [plan, minute, extra] of whole.more) {
      if (!more.has(plan)) more.set(plan, new Map());
      more.get(plan).set(minute, extra);
    }
    whole.more = more;
    // An id begins as the one before it does.
    let id = "";
    whole.jobs = whole.jobs.map(([same, rest, dispatcher, worker, ...schedules]) => {
      id = id.slice(0, same) + rest;
      return [id, dispatcher, worker, schedules];
    });
    return whole;
  }

  // Pairs of a shape and for how many days in a row.
  function shapesOf(plan) {
    const days = [];
    for (let i = 0; i < plan.length; i += 2) for (let n = 0; n < plan[i + 1]; n++) days.push(plan[i]);
    return days;
  }

  // Pairs of a mask and the hours that have it, as bits.
  function minutesOf(shape, masks) {
    const minutes = [];
    for (let i = 0; i < shape.length; i += 2) {
      const ofHour = masks[shape[i]].flatMap((half, n) => places(half).map((bit) => n * HALF + bit));
      for (const hour of places(shape[i + 1])) for (const minute of ofHour) minutes.push(hour * 60 + minute);
    }
    return minutes;
  }

  function places(bits) {
    const found = [];
    for (let at = 0, rest = bits; rest; at++, rest >>>= 1) if (rest & 1) found.push(at);
    return found;
  }

  function walk(plan, take) {
    const { plans, shapes, more } = data();
    let from = 0;
    for (const shape of plans[plan]) {
      for (const minute of shapes[shape]) take(from + minute, 1);
      from += SHAPE;
    }
    more.get(plan)?.forEach((extra, minute) => take(minute, extra));
  }

  function firesAt(plan, minute) {
    const { plans, shapes, more } = data();
    if (!shapes[plans[plan][Math.floor(minute / SHAPE)]].includes(minute % SHAPE)) return 0;
    return 1 + (more.get(plan)?.get(minute) || 0);
  }

  // ---- What is chosen; the address keeps it.

  const chosen = { dispatcher: "", worker: "", text: "", show: "most", hour: "", minute: -1 };

  function readAddress() {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const name of ["dispatcher", "worker", "text", "hour"]) chosen[name] = given.get(name) || "";
    chosen.show = given.get("show") === "sum" ? "sum" : "most";
    chosen.minute = given.has("minute") ? Number(given.get("minute")) : -1;
    byId("jobs").open = given.has("jobs");
  }

  function writeAddress() {
    const kept = new URLSearchParams();
    for (const name of ["dispatcher", "worker", "text", "hour"]) if (chosen[name]) kept.set(name, chosen[name]);
    if (chosen.show === "sum") kept.set("show", "sum");
    if (chosen.minute >= 0) kept.set("minute", chosen.minute);
    if (byId("jobs").open) kept.set("jobs", "");
    if (location.hash.slice(1) !== String(kept)) history.replaceState(null, "", `#${kept}`);
  }

  // ---- The load of the jobs that are chosen.

  let load = first.load;
  let left; // the jobs, once somebody has asked

  const filters = () => [
    chosen.dispatcher && `dispatcher ${chosen.dispatcher}`, chosen.worker && `worker ${chosen.worker}`,
    chosen.text && `job id contains "${chosen.text}"`,
  ].filter(Boolean);

  function jobs() {
    if (left) return left;
    const dispatcher = first.dispatchers.indexOf(chosen.dispatcher);
    const worker = first.workers.indexOf(chosen.worker);
    const text = chosen.text.toLowerCase();
    left = data().jobs.filter(
      (job) =>
        (dispatcher < 0 || job[1] === dispatcher) &&
        (worker < 0 || job[2] === worker) &&
        (!text || job[0].toLowerCase().includes(text)));
    return left;
  }

  function countLoad() {
    left = undefined;
    load = filters().length ? loadOf(jobs()) : first.load;
  }

  function loadOf(list) {
    const { schedules } = data();
    const uses = new Map();
    for (const job of list) for (const id of job[3]) uses.set(schedules[id][1], (uses.get(schedules[id][1]) || 0) + 1);
    const found = new Int32Array(first.minutes);
    uses.forEach((used, plan) => walk(plan, (minute, times) => { found[minute] += used * times; }));
    return found;
  }

  function over(spans, take) {
    for (const [first, length] of spans) for (let m = first; m < first + length; m++) take(load[m], m);
  }
  function most(spans) {
    let found = 0;
    over(spans, (n) => { if (n > found) found = n; });
    return found;
  }
  function sum(spans) {
    let found = 0;
    over(spans, (n) => { found += n; });
    return found;
  }
  function busiest(spans) {
    let at = spans[0][0];
    over(spans, (n, m) => { if (n > load[at]) at = m; });
    return at;
  }
  const level = (n, max) => (n === 0 ? 0 : Math.ceil((n * STEPS) / max));

  // ---- Hours: a grid in which the arrow keys move.

  const cells = [...document.querySelectorAll("#hours td[data-hour]")].map((td) => {
    const numbers = td.dataset.minutes.split(" ").map(Number);
    const spans = [];
    for (let i = 0; i < numbers.length; i += 2) spans.push([numbers[i], numbers[i + 1]]);
    return { td, spans, hour: td.dataset.hour, note: td.title ? `; ${td.title}` : "" };
  });
  const cellOf = (hour) => cells.find((cell) => cell.hour === hour);
  const cellAt = (minute) => cells.find((c) => c.spans.some(([first, length]) => minute >= first && minute < first + length));

  function drawHours() {
    const value = chosen.show === "sum" ? sum : most;
    const values = cells.map((cell) => value(cell.spans));
    const max = Math.max(1, ...values);
    cells.forEach((cell, i) => {
      const start = local(cell.spans[0][0]);
      // What stays as it is has no new place to be found for.
      write(cell.td, values[i] || "\u00b7");
      const name = cell.td.className.replace(/\bl\d\b/, `l${level(values[i], max)}`);
      if (name !== cell.td.className) cell.td.className = name;
      cell.td.setAttribute("aria-label",
        `${day(start)} ${two(start.getUTCHours())}:00 to ${two(start.getUTCHours())}:59: ` +
        `at most ${number(most(cell.spans))} in a minute, ${number(sum(cell.spans))} in all${cell.note}`);
      cell.td.setAttribute("aria-selected", String(cell.hour === chosen.hour));
    });
    for (const row of document.querySelectorAll("#hours tbody tr")) {
      const spans = cells.filter((cell) => cell.td.parentNode === row).flatMap((cell) => cell.spans);
      const [peak, all] = row.querySelectorAll(".number");
      write(peak, number(most(spans)));
      write(all, number(sum(spans)));
    }
    for (const item of document.querySelectorAll(".legend [data-level]")) {
      const step = Number(item.dataset.level);
      const from = Math.floor(((step - 1) * max) / STEPS) + 1;
      const to = Math.floor((step * max) / STEPS);
      item.hidden = from > to || !values.some(Boolean);
      write(item.lastChild, from === to ? number(to) : `${number(from)}\u2013${number(to)}`);
    }
    write(byId("scale"), chosen.show === "sum" ? "Dispatches in the hour:" : "Dispatches in the peak minute:");
    write(byId("hours-text").firstChild, chosen.show === "sum"
      ? "How many jobs are dispatched in each hour."
      : "How many jobs are dispatched in the busiest minute of each hour.");
  }

  function rove(items, at) {
    items.forEach((item, i) => { item.tabIndex = i === at ? 0 : -1; });
  }

  function prepareHours() {
    const table = byId("hours");
    table.setAttribute("role", "grid");
    for (const row of table.rows) row.setAttribute("role", "row");
    for (const th of table.querySelectorAll("thead th")) th.setAttribute("role", "columnheader");
    for (const th of table.querySelectorAll("tbody th[scope]")) th.setAttribute("role", "rowheader");
    for (const td of table.querySelectorAll("tbody td")) td.setAttribute("role", "gridcell");
    const tds = cells.map((cell) => cell.td);
    rove(tds, 0);
    const go = (td) => {
      rove(tds, tds.indexOf(td));
      td.focus();
    };
    table.addEventListener("keydown", (event) => {
      const at = tds.indexOf(event.target);
      if (at < 0 || event.altKey || event.metaKey) return;
      const row = event.target.parentNode;
      const ofRow = (r) => tds.filter((td) => td.parentNode === r);
      const beside = (r) => {
        if (!r) return undefined;
        // The same hour, or the nearest one before it where the clock leaves that out.
        return ofRow(r).filter((td) => td.cellIndex <= event.target.cellIndex).pop() || ofRow(r)[0];
      };
      const all = event.ctrlKey ? tds : ofRow(row);
      const target = {
        ArrowLeft: tds[at - 1], ArrowRight: tds[at + 1],
        ArrowUp: beside(row.previousElementSibling), ArrowDown: beside(row.nextElementSibling),
        Home: all[0], End: all[all.length - 1],
      }[event.key];
      if (target) {
        event.preventDefault();
        go(target);
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        choose(cells[at].hour, -1);
      }
    });
    table.addEventListener("click", (event) => {
      const cell = cells.find((c) => c.td === event.target);
      if (cell) {
        rove(tds, tds.indexOf(cell.td));
        choose(cell.hour, -1);
      }
    });
  }

  // ---- The minutes of the chosen hour, and the jobs of the chosen minute.

  function choose(hour, minute) {
    chosen.hour = hour;
    chosen.minute = minute;
    drawHours();
    drawHour();
    writeAddress();
  }

  function drawHour() {
    const cell = cellOf(chosen.hour);
    byId("hour").hidden = !cell;
    if (!cell) return;
    if (chosen.minute < 0 || cellAt(chosen.minute) !== cell) chosen.minute = busiest(cell.spans);
    const start = local(cell.spans[0][0]);
    byId("hour-title").textContent = `${day(start)} ${two(start.getUTCHours())}:00 to ${two(start.getUTCHours())}:59`;
    const max = Math.max(1, most(cell.spans));
    const place = byId("minutes");
    place.replaceChildren();
    cell.spans.forEach((span, i) => {
      if (cell.spans.length > 1) place.append(element("p", i ? "again, after the clock went back" : "first", "quiet"));
      place.append(bars(span, max), ticks(span));
    });
    drawSent();
  }

  function bars([first, length], max) {
    const list = element("div", undefined, "bars");
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-orientation", "horizontal");
    list.setAttribute("aria-label", `Minutes from ${moment(first)}`);
    const options = [];
    for (let minute = first; minute < first + length; minute++) {
      const option = element("div");
      option.setAttribute("role", "option");
      option.setAttribute("aria-label", `${clock(local(minute))}, ${count(load[minute], "dispatch")}`);
      option.title = option.getAttribute("aria-label");
      option.dataset.minute = minute;
      const bar = element("b");
      bar.style.height = load[minute] ? `${Math.max(2, (load[minute] * 100) / max)}%` : "0";
      option.append(bar);
      options.push(option);
    }
    list.append(...options);
    markMinute(options);
    const pick = (at) => {
      chosen.minute = Number(options[at].dataset.minute);
      markMinute([...document.querySelectorAll("#minutes [role=option]")]);
      rove(options, at);
      drawSent();
      writeAddress();
    };
    list.addEventListener("click", (event) => {
      const at = options.indexOf(event.target.closest("[role=option]"));
      if (at >= 0) pick(at);
    });
    list.addEventListener("keydown", (event) => {
      const at = options.indexOf(event.target);
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: options.length - 1 }[event.key];
      if (at >= 0 && to !== undefined) {
        event.preventDefault();
        const next = Math.min(options.length - 1, Math.max(0, to));
        pick(next);
        options[next].focus();
      }
    });
    return list;
  }

  function markMinute(options) {
    let at = 0;
    options.forEach((option, i) => {
      const selected = Number(option.dataset.minute) === chosen.minute;
      option.setAttribute("aria-selected", String(selected));
      if (selected) at = i;
    });
    rove(options, at);
  }

  function ticks([first, length]) {
    const line = element("div", undefined, "ticks");
    line.setAttribute("aria-hidden", "true");
    for (let minute = first; minute < first + length; minute += 5) {
      line.append(element("span", two(local(minute).getUTCMinutes())));
    }
    return line;
  }

  function drawSent() {
    const sent = [];
    const { schedules } = data();
    for (const job of jobs()) {
      for (const id of job[3]) {
        const times = firesAt(schedules[id][1], chosen.minute);
        if (times) sent.push([job, schedules[id], times]);
      }
    }
    byId("sent-title").textContent = `${count(load[chosen.minute], "dispatch")} at ${moment(chosen.minute)}`;
    fill(byId("sent"), byId("sent-more"), sent, ([job, schedule, times]) => [
      jobCell(job), element("td", first.dispatchers[job[1]]), element("td", first.workers[job[2]]),
      codeCell([schedule[0]]), element("td", schedule[2] ?? ""), element("td", number(times), "number"),
    ]);
  }

  // ---- Tables whose rows are made when they are asked for.

  function jobCell(job) {
    const th = element("th", job[0], "job");
    th.scope = "row";
    return th;
  }

  function codeCell(texts) {
    const td = element("td");
    texts.forEach((text, i) => {
      if (i) td.append(element("br"));
      td.append(element("code", text));
    });
    return td;
  }

  function fill(body, button, list, cellsOf) {
    body.replaceChildren();
    let shown = 0;
    const add = (rows) => {
      for (const item of list.slice(shown, shown + rows)) {
        const row = element("tr");
        row.append(...cellsOf(item));
        body.append(row);
      }
      shown = Math.min(list.length, shown + rows);
      button.hidden = shown === list.length;
      button.textContent = `Show ${number(Math.min(MORE_ROWS, list.length - shown))} more of ${number(list.length)}`;
      const note = button.nextElementSibling; // for paper, which has no button
      note.hidden = button.hidden;
      note.textContent = `The first ${number(shown)} of ${number(list.length)}.`;
    };
    button.onclick = () => {
      const next = shown;
      add(MORE_ROWS);
      const th = body.rows[next].cells[0];
      th.tabIndex = -1;
      th.focus(); // where reading goes on
    };
    add(FIRST_ROWS);
  }

  const howMany = () => (filters().length ? jobs().length : first.jobs);

  function drawJobs() {
    const fewer = howMany() === first.jobs ? "" : ` of ${number(first.jobs)}`;
    byId("jobs-count").textContent = `${number(howMany())}${fewer} ${first.jobs === 1 ? "job" : "jobs"}`;
    if (!byId("jobs").open) {
      byId("job-rows").replaceChildren();
      return;
    }
    const { schedules } = data();
    fill(byId("job-rows"), byId("jobs-more"), jobs(), (job) => {
      const hours = new Int32Array(Math.ceil(first.minutes / 60));
      let all = 0;
      for (const id of job[3]) {
        walk(schedules[id][1], (minute, times) => {
          hours[Math.floor(minute / 60)] += times;
          all += times;
        });
      }
      const week = element("td", undefined, "week");
      week.append(strip(hours, `${count(all, "dispatch")}`));
      return [
        jobCell(job), element("td", first.dispatchers[job[1]]), element("td", first.workers[job[2]]),
        codeCell(job[3].map((id) => [schedules[id][0], schedules[id][2]].filter(Boolean).join("  "))),
        element("td", number(all), "number"), week,
      ];
    });
  }

  // ---- Lines over the whole time: as the page has them, but of what is chosen.

  function path(values, height, max = Math.max(1, ...values)) {
    let line = `M0 ${height}`;
    values.forEach((n, i) => {
      if (i && n === values[i - 1]) return;
      line += `V${n ? Math.min(height - 1, Math.round((height * (max - n)) / max)) : height}`;
      let next = i + 1;
      while (next < values.length && values[next] === n) next++;
      line += `H${next}`;
    });
    return `${line}V${height}Z`;
  }

  function svgPart(name, attributes) {
    const part = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    return part;
  }

  // Of a max where several are compared, else as high as there is room.
  function strip(values, label, max) {
    const svg = svgPart("svg", {
      viewBox: `0 0 ${values.length} 24`, preserveAspectRatio: "none", role: "img", "aria-label": label,
    });
    svg.append(svgPart("path", { d: path(values, 24, max || undefined) }));
    return svg;
  }

  function drawCourse() {
    const svg = document.querySelector(".course svg");
    const width = Number(svg.getAttribute("viewBox").split(" ")[2]);
    const size = Number(svg.dataset.size);
    const values = new Int32Array(width);
    load.forEach((n, minute) => {
      const at = Math.floor(minute / size);
      if (n > values[at]) values[at] = n;
    });
    svg.querySelector(".load").setAttribute("d", path(values, 100));
    const { jobs: all, edges: ends, clock: changes } = data();
    const chosenJobs = new Set(jobs());
    const edges = ends.filter((edge) => chosenJobs.has(all[edge[2]])).map((edge) => edge[0]);
    for (const cell of cells) {
      cell.td.classList.toggle("edge", edges.some((m) => cell.spans.some(([first, length]) => m >= first && m < first + length)));
    }
    svg.querySelector(".marks").setAttribute("d", [...new Set([...edges, ...changes.map(([m]) => m)])]
      .map((m) => `M${Math.floor(m / size)} 0V100`).join(""));
    byId("course-most").textContent = `at most ${number(Math.max(0, ...values))} in a minute`;
  }

  // ---- The lists: as the page has them while nothing is filtered, else of what is left.

  const parts = ["figures", "crowds", "marks", "by-dispatcher", "by-worker"];
  const asMade = new Map(parts.map((id) => [id, [...byId(id).children]]));
  let wasFiltered = false;

  function drawParts() {
    const names = filters();
    const all = sum([[0, first.minutes]]);
    byId("filtered").hidden = !names.length;
    if (names.length) write(byId("filtered"), `Shown: ${names.join(", ")}: ${number(howMany())} of ${count(first.jobs, "job")}`);
    byId("empty").hidden = all > 0;
    byId("empty").firstChild.textContent = names.length && first.jobs
      ? `No dispatch matches ${names.join(", ")}.` : "No dispatches in this time.";
    byId("back").hidden = !names.length;
    if (!names.length) {
      if (wasFiltered) {
        for (const [id, nodes] of asMade) byId(id).replaceChildren(...nodes);
        drawCourse();
      }
      wasFiltered = false;
      return;
    }
    wasFiltered = true;
    drawCourse();
    drawFigures(all);
    drawCrowds();
    drawMarks();
    drawLanes("by-dispatcher", "dispatcher", 1, first.dispatchers);
    drawLanes("by-worker", "worker", 2, first.workers);
  }

  function drawFigures(all) {
    const at = busiest([[0, first.minutes]]);
    const used = (place) => new Set(jobs().map((job) => job[place])).size;
    const values = [all, jobs().length, load[at], used(1), used(2)];
    byId("figures").replaceChildren(...asMade.get("figures").map((node, i) => {
      const figure = node.cloneNode(true);
      const dd = figure.querySelector("dd");
      if (i < values.length) {
        dd.textContent = number(values[i]);
        if (i === 2 && load[at]) dd.append(" ", element("small", moment(at)));
      } else {
        dd.append(element("small", " (not filtered)"));
      }
      return figure;
    }));
  }

  function table(id, rows) {
    const head = asMade.get(id).find((node) => node.querySelector?.("thead"));
    if (!rows.length || !head) {
      byId(id).replaceChildren(element("p", id === "marks" ? "No window begins or ends, and the clock is left alone." : "No dispatches.", "quiet"));
      return;
    }
    const filled = head.cloneNode(true);
    filled.querySelector("tbody").replaceChildren(...rows.map((tds) => {
      const row = element("tr");
      row.append(...tds);
      return row;
    }));
    byId(id).replaceChildren(filled);
  }

  function link(text, go) {
    const button = element("button", text, "name");
    button.type = "button";
    button.addEventListener("click", go);
    return button;
  }

  function named(job, times) {
    const name = element("span");
    name.append(element("bdi", job[0]), times > 1 ? ` \u00d7${times}` : "");
    const whose = element("span", " (", "quiet");
    whose.append(element("bdi", first.workers[job[2]]), " by ", element("bdi", first.dispatchers[job[1]]), ")");
    name.append(whose);
    return name;
  }

  // The busiest minutes; those with the same jobs by the same schedules are listed once.
  function drawCrowds() {
    const { schedules } = data();
    const minutes = [];
    load.forEach((n, minute) => { if (n) minutes.push(minute); });
    minutes.sort((a, b) => load[b] - load[a] || a - b);
    const used = [...new Set(jobs().flatMap((job) => job[3].map((id) => schedules[id][1])))];
    const marks = new Float64Array(first.minutes); // alike minutes have like sums
    used.forEach((plan, i) => walk(plan, (minute, times) => { marks[minute] += times * Math.sin(i + 1); }));
    const found = new Map();
    for (const minute of minutes) {
      const key = `${load[minute]} ${marks[minute].toFixed(9)}`;
      if (found.has(key)) found.get(key).push(minute);
      else if (found.size < MOST_CROWDS) found.set(key, [minute]);
    }
    table("crowds", [...found.values()].map((alike) => {
      const minute = alike[0];
      const when = element("td", undefined, "when");
      const at = element("span");
      at.dataset.minuteOfCrowd = minute;
      at.append(link(moment(minute), () => show(minute)));
      when.append(at);
      if (alike.length > 1) when.append(element("br"), element("span", `and ${number(alike.length - 1)} more like it`, "quiet"));
      const who = element("td", undefined, "job");
      let others = load[minute];
      let shown = 0;
      for (const job of jobs()) {
        for (const id of job[3]) {
          const times = shown < NAMED ? firesAt(schedules[id][1], minute) : 0;
          if (!times) continue;
          who.append(shown++ ? ", " : "", named(job, times));
          others -= times;
        }
      }
      if (others) who.append(element("span", ` and ${number(others)} more`, "quiet"));
      return [element("td", number(load[minute]), "number"), when, who];
    }));
  }

  // What changes: those of one minute together, the first by name, as the page has them.
  function drawMarks() {
    const { jobs: all, edges: ends, clock: changes, schedules } = data();
    const chosenJobs = new Set(jobs());
    const found = new Map();
    const at = (minute) => {
      if (!found.has(minute)) found.set(minute, { clock: [], begins: [], ends: [] });
      return found.get(minute);
    };
    for (const [minute, text] of changes) at(minute).clock.push(text);
    for (const [minute, begins, place, schedule] of ends) {
      const job = all[place];
      if (!chosenJobs.has(job)) continue;
      at(minute)[begins ? "begins" : "ends"].push([job[0], schedules[job[3][schedule]]?.[0] ?? ""]);
    }
    const rows = [...found].sort((a, b) => a[0] - b[0]);
    table("marks", rows.slice(0, MOST_MARKS).map(([minute, { clock, begins, ends }]) => {
      const td = element("td", undefined, "job");
      const line = (...nodes) => td.append(...(td.hasChildNodes() ? [element("br")] : []), ...nodes);
      for (const text of clock) line(element("strong", text));
      for (const [edges, verb] of [[begins, "begin"], [ends, "end"]]) {
        if (!edges.length) continue;
        const verbal = edges.length === 1 ? `${verb}s` : verb;
        line(element("strong", `${count(edges.length, "window")} ${verbal}:`), " ");
        edges.slice(0, NAMED).forEach(([name, cron], i) => {
          td.append(i ? ", " : "", element("bdi", name), " ", element("code", cron));
        });
        if (edges.length > NAMED) td.append(element("span", ` and ${number(edges.length - NAMED)} more`, "quiet"));
      }
      return [element("td", moment(minute), "when"), td];
    }));
    if (rows.length > MOST_MARKS) byId("marks").append(element("p", `And at ${number(rows.length - MOST_MARKS)} more times.`, "quiet"));
  }

  function drawLanes(id, kind, place, names) {
    const by = new Map();
    for (const job of jobs()) {
      if (!by.has(job[place])) by.set(job[place], []);
      by.get(job[place]).push(job);
    }
    const lanes = [...by].map(([name, list]) => {
      const of = loadOf(list);
      let at = 0;
      let all = 0;
      of.forEach((n, minute) => { all += n; if (n > of[at]) at = minute; });
      return { name: names[name], list, of, at, all, most: of[at] };
    }).sort((a, b) => b.most - a.most);
    const days = [...document.querySelectorAll("#hours tbody tr")].slice(1)
      .map((row) => cells.find((cell) => cell.td.parentNode === row).spans[0][0] / 60);
    table(id, lanes.slice(0, MOST_LANES).map((lane) => {
      const th = element("th", undefined, "job");
      th.scope = "row";
      th.dataset.name = lane.name;
      th.append(link(lane.name, () => filter(kind, lane.name)));
      const hours = new Int32Array(Math.ceil(first.minutes / 60));
      lane.of.forEach((n, minute) => {
        const hour = Math.floor(minute / 60);
        if (n > hours[hour]) hours[hour] = n;
      });
      const week = element("td", undefined, "week");
      const svg = strip(hours, `Load of ${lane.name}`, lanes[0].most);
      svg.prepend(svgPart("path", { class: "days", d: days.map((hour) => `M${hour} 0V24`).join("") }));
      week.append(svg);
      return [th, element("td", number(lane.list.length), "number"), element("td", number(lane.all), "number"),
        element("td", number(lane.most), "number"), element("td", moment(lane.at), "when"), week];
    }));
    if (lanes.length > MOST_LANES) byId(id).append(element("p", `And ${number(lanes.length - MOST_LANES)} more.`, "quiet"));
  }

  function filter(kind, name) {
    chosen[kind] = name;
    draw();
    byId(kind).focus();
  }

  function show(minute) {
    Object.assign(chosen, { hour: cellAt(minute).hour, minute });
    draw();
    byId("hour").scrollIntoView({ block: "nearest" });
    document.querySelector("#minutes [aria-selected=true]").focus();
  }

  // ---- Filters, and buttons that lead somewhere.

  function draw() {
    countLoad();
    byId("dispatcher").value = chosen.dispatcher;
    byId("worker").value = chosen.worker;
    byId("text").value = chosen.text;
    for (const radio of document.getElementsByName("show")) radio.checked = radio.value === chosen.show;
    drawHours();
    drawHour();
    drawJobs();
    drawParts();
    const all = load.reduce((a, b) => a + b, 0);
    byId("said").textContent = `${count(all, "dispatch")} of ${count(howMany(), "job")}`;
    writeAddress();
  }

  function option(select, name) {
    const made = element("option", name);
    made.value = name;
    select.append(made);
  }

  function nameButtons() {
    for (const [kind, id] of [["dispatcher", "dispatchers-title"], ["worker", "workers-title"]]) {
      for (const th of document.querySelectorAll(`[aria-labelledby=${id}] tbody th`)) {
        const button = element("button", th.textContent, "name");
        button.type = "button";
        button.addEventListener("click", () => filter(kind, th.dataset.name));
        th.replaceChildren(button);
      }
    }
    for (const place of document.querySelectorAll("[data-minute-of-crowd]")) {
      const button = element("button", place.textContent, "name");
      button.type = "button";
      button.addEventListener("click", () => show(Number(place.dataset.minuteOfCrowd)));
      place.replaceChildren(button);
    }
  }

  function start() {
    first.dispatchers.forEach((name) => option(byId("dispatcher"), name));
    first.workers.forEach((name) => option(byId("worker"), name));
    for (const part of document.querySelectorAll("#filters, #all, .live")) part.hidden = false;
    prepareHours();
    nameButtons();
    readAddress();
    const form = byId("filters");
    form.addEventListener("input", () => {
      chosen.dispatcher = byId("dispatcher").value;
      chosen.worker = byId("worker").value;
      chosen.text = byId("text").value;
      chosen.show = form.elements.show.value;
      draw();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    const showAll = () => {
      Object.assign(chosen, { dispatcher: "", worker: "", text: "", show: "most" });
      draw();
    };
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      showAll();
    });
    byId("back").addEventListener("click", () => {
      showAll();
      byId("dispatcher").focus();
    });
    byId("jobs").addEventListener("toggle", () => {
      drawJobs();
      writeAddress();
    });
    window.addEventListener("hashchange", () => {
      readAddress();
      draw();
    });
    draw();
    document.documentElement.dataset.ready = "yes";
  }

  start();
})();
