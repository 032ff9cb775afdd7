// The search page. Nothing is loaded before the first key, or before an address that asks.
"use strict";
(() => {
  const form = document.querySelector("form.search");
  const [status, note, help, list, more] = ["status", "note", "help", "results", "more"]
    .map((name) => document.querySelector(`.search-${name}`));
  if (!form || !status || !note || !help || !list || !more) return;
  const { root, edition, locale, digits, plurals } = form.dataset;
  const forms = JSON.parse(form.dataset.count), said = JSON.parse(form.dataset.said);
  const FILTERS = ["lang", "year", "thread", "source"], PAGE = 10, WAIT = 120, EXCERPT = 160, BEFORE = 50, WORD = 20;

  const choices = (name) => [...(form.elements[name]?.options ?? [])];
  const index = globalThis.nashraFind({
    ...form.dataset,
    parts: JSON.parse(form.dataset.parts),
    names: (group) => choices(group).filter((each) => each.value)
      .map((each) => [each.value, `${each.text}\n${each.dataset.names ?? ""}`]),
  });

  // Showing -----------------------------------------------------------------------------------------------------------
  const element = (name, kind, text) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  };
  // A sentence with elements in its blanks, so that no name turns the words around it.
  const sentence = (text, blanks) => text.split(/\{(\w+)\}/).map((each, at) => (at % 2 ? blanks[each] : each));
  const isolated = (text) => element("bdi", "", text);
  // Where an excerpt begins and ends: with the text, or a little before the first mark if that is further down.
  const windowOf = (text, found) => {
    const cutAt = (at) => {
      const space = text.indexOf(" ", at);
      if (space >= 0 && space <= at + WORD) return space;
      return /[\udc00-\udfff]/.test(text[at]) ? at + 1 : at;
    };
    let from = found.length && found[0][1] > EXCERPT ? cutAt(Math.min(found[0][0] - BEFORE, text.length - EXCERPT)) : 0;
    if (text[from] === " ") from += 1;
    return [from, text.length > from + EXCERPT + WORD ? cutAt(from + EXCERPT) : text.length];
  };
  // The text with what answers the question marked; returns how much that is.
  const marked = (into, text, { all, wantedIn }, lang, excerpt = false) => {
    const words = all.of(lang), wanted = wantedIn(lang), found = [];
    for (const [word, start] of all.wordsIn(text)) {
      const parts = words.parts(word).filter(([stems]) => stems
        .some((stem) => wanted.some((each) => index.likeness(each, stem, words.skeleton(stem)) >= 0)));
      if (!parts.length) continue;
      if (!all.unspaced(word)) found.push([start, start + word.length]);
      else {
        for (const [, from, to] of parts) {
          if (start + from <= found.at(-1)?.[1]) found.at(-1)[1] = start + to;
          else found.push([start + from, start + to]);
        }
      }
    }
    const [start, end] = excerpt ? windowOf(text, found) : [0, text.length];
    const within = found.filter(([from, to]) => from >= start && to <= end);
    let shown = start;
    if (start) into.append("… ");
    for (const [from, to] of within) {
      into.append(text.slice(shown, from), element("mark", "", text.slice(from, to)));
      shown = to;
    }
    into.append(text.slice(shown, end), end < text.length ? " …" : "");
    return within.length;
  };
  const dateOf = (published) => {
    const shape = [{}, { year: "numeric" }, { year: "numeric", month: "long" }, { year: "numeric", month: "long", day: "numeric" }];
    const day = published.slice(0, 10), precise = day ? day.split("-").length : 0;
    if (!precise) return null;
    const [year, month = 1, date = 1] = day.split("-").map(Number);
    const written = new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-${digits}`, { ...shape[precise], timeZone: "UTC" });
    const made = element("time", "", written.format(new Date(Date.UTC(year, month - 1, date))));
    made.dateTime = published;
    return made;
  };
  const nameOf = (group, value) => {
    const known = choices(group).find((each) => each.value === value);
    const name = element("bdi", "", known?.text ?? value);
    if (known?.lang) name.lang = known.lang;
    return name;
  };
  // Why a result is one, where no mark shows it.
  const reasonOf = ({ named, first, apart }, marks) => {
    if (apart) return [said.apart];
    if (marks) return null;
    if (named) return sentence(said[named[0]], { name: nameOf(...named) });
    return [first ? said.first : said.text];
  };
  const shownAs = (found, result, [title, dir, published, publisher, places, excerpt]) => {
    const { part } = result, item = element("li", "search-result");
    const heading = element("h2", "headline"), link = element("a"), text = element("p", "summary");
    link.href = root + (places.find((each) => each.startsWith(`${edition}/`)) ?? places[0]);
    heading.append(link);
    const marks = marked(link, title, found, part.lang) + marked(text, excerpt, found, part.lang, true);
    for (const each of [heading, text]) {
      each.lang = part.lang;
      each.dir = dir;
    }
    const meta = element("p", "meta");
    const add = (child) => {
      const span = element("span");
      span.append(child);
      meta.append(span);
    };
    const date = dateOf(published);
    if (date) add(date);
    if (publisher) add(nameOf("source", publisher));
    if (part.lang !== edition) add(nameOf("lang", part.lang));
    item.append(heading, text, meta);
    const reason = found.wantedIn(part.lang).length ? reasonOf(result, marks) : null;
    if (reason) {
      const line = element("p", "search-reason");
      line.append(...reason);
      item.append(line);
    }
    return item;
  };
  let answer = null, asking = 0;
  const show = async (from) => {
    const { found, number } = answer;
    const results = await found.take(from, PAGE);
    const texts = await Promise.all(results.map(index.textOf));
    if (number !== asking) return;
    const items = results.map((result, at) => shownAs(found, result, texts[at]));
    if (from) list.append(...items);
    else list.replaceChildren(...items);
    more.hidden = from + PAGE >= found.total;
    if (from) items[0]?.querySelector("a").focus();
    else showGuesses(found, results.map((result, at) => [result.part.lang, `${texts[at][0]} ${texts[at][5]}`]));
  };
  // Which words were looked for in place of those that nothing has, as the results spell them.
  const showGuesses = ({ all, wantedIn, guesses }, texts) => {
    const spelled = (stem) => texts.flatMap(([lang, text]) => all.wordsIn(text)
      .filter(([word]) => all.of(lang).stems(word).includes(stem)).slice(0, 1).map(([word]) => word))[0] ?? stem;
    note.replaceChildren(...[...guesses].map(([place, stems]) => {
      const line = element("span"), words = stems.map(spelled).filter((each, at, every) => every.indexOf(each) === at);
      const blank = element("span");
      words.forEach((word, at) => blank.append(at ? " · " : "", isolated(word)));
      line.append(...sentence(said.guessed, { word: isolated(wantedIn(edition)[place].word), words: blank }));
      return line;
    }));
  };
  const counted = (count) => {
    const text = forms[new Intl.PluralRules(plurals).select(count)] ?? forms.other;
    return text.replace("{count}", new Intl.NumberFormat(`${locale}-u-nu-${digits}`).format(count));
  };
  const remember = (values) => {
    const address = new URLSearchParams(Object.entries(values).filter(([, value]) => value)).toString();
    try {
      history.replaceState(null, "", location.pathname + (address && `?${address}`));
    } catch {
      // A browser may keep pages from disk to one address; the answer is shown all the same.
    }
  };
  const clear = document.querySelector(".search-clear");
  const empty = () => {
    list.replaceChildren();
    note.replaceChildren();
    more.hidden = help.hidden = true;
  };
  const ask = async () => {
    const question = form.elements.q.value.trim();
    const filters = Object.fromEntries(FILTERS.map((name) => [name, form.elements[name]?.value ?? ""]));
    const filtered = FILTERS.some((name) => filters[name]), number = asking += 1;
    remember({ q: question, ...filters });
    if (!question && !filtered) {
      empty();
      status.textContent = "";
      list.removeAttribute("aria-busy");
      return;
    }
    list.setAttribute("aria-busy", "true");
    if (!answer) status.textContent = form.dataset.searching;
    const missing = (words) => {
      if (number !== asking) return;
      empty();
      status.replaceChildren(...words.flatMap((word, at) => [
        at ? " " : "", ...sentence(said.guessing, { word: isolated(word) }),
      ]));
    };
    try {
      const found = await (question ? index.search(question, filters, missing) : index.browse(filters));
      if (number !== asking) return;
      answer = { found, number };
      await show(0);
      if (number !== asking) return;
      if (found.total) status.textContent = counted(found.total) + (question ? "" : ` · ${said.newest}`);
      else status.textContent = question ? form.dataset.none : said.unlisted;
      help.hidden = found.total > 0;
      clear.hidden = !filtered;
    } catch {
      if (number === asking) {
        empty();
        status.textContent = form.dataset.failed;
      }
    }
    if (number === asking) list.removeAttribute("aria-busy");
  };

  // The form ----------------------------------------------------------------------------------------------------------
  let timer = 0;
  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  };
  form.addEventListener("input", (event) => soon(event.target.name === "q" ? WAIT : 0));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    soon(0);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && event.target.name === "q") {
      const first = list.querySelector("a");
      if (first) {
        event.preventDefault();
        first.focus();
      }
    }
  });
  clear.addEventListener("click", () => {
    for (const name of FILTERS) if (form.elements[name]) form.elements[name].value = "";
    form.elements.q.focus();
    soon(0);
  });
  more.addEventListener("click", () => show(list.children.length));
  form.hidden = false;
  const given = new URLSearchParams(location.search);
  for (const name of ["q", ...FILTERS]) if (given.get(name) && form.elements[name]) form.elements[name].value = given.get(name);
  if (["q", ...FILTERS].some((name) => given.get(name))) soon(0);
})();
