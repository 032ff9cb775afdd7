// The search page. Nothing is loaded before the first key; files of the index are scripts, so that they load from disk too.
"use strict";
(() => {
  const form = document.querySelector("form.search");
  const status = document.querySelector(".search-status");
  const list = document.querySelector(".search-results");
  const more = document.querySelector(".search-more");
  if (!form || !status || !list || !more) return;
  const { root, table, edition, locale, digits } = form.dataset;
  const told = JSON.parse(form.dataset.parts), forms = JSON.parse(form.dataset.count);
  const FILTERS = ["lang", "year", "thread", "source"], PAGE = 10, WAIT = 120;

  // Files ---------------------------------------------------------------------------------------------------------
  const waiting = new WeakMap(), loaded = new Map();
  globalThis.nashraSearch = (data) => waiting.get(document.currentScript)?.(data);
  const load = (path) => {
    if (!loaded.has(path)) {
      loaded.set(path, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        waiting.set(script, resolve);
        script.src = root + path;
        script.onerror = () => {
          loaded.delete(path);
          reject(new Error(path));
        };
        document.head.append(script);
      }));
    }
    return loaded.get(path);
  };
  const fileOf = (part, name) => load(`${part.folder}/${name}.js?v=${part.version}`);

  // What `generator/search/postings.py` writes ----------------------------------------------------------------------
  const LETTERS = Array.from({ length: 91 }, (_, at) => String.fromCharCode(35 + at)).filter((each) => each !== "\\");
  const HALF = LETTERS.length >> 1, LEVELS = 3, DIGIT = new Map(LETTERS.map((each, at) => [each, at]));
  const eachPosting = (text, take) => {
    let document = 0, value = 0, place = 1;
    for (const letter of text) {
      const digit = DIGIT.get(letter);
      if (digit < HALF) {
        value += digit * place;
        document += Math.floor(value / LEVELS);
        take(document, value % LEVELS);
        value = 0;
        place = 1;
      } else {
        value += (digit - HALF) * place;
        place *= HALF;
      }
    }
  };
  const shards = new WeakMap();
  const rowsOf = (shard, words) => {
    if (!shards.has(shard)) {
      const found = shard.found.split(" ");
      let before = "";
      shards.set(shard, shard.words === "" ? [] : shard.words.split("\n").map((line, at) => {
        before = [...before].slice(0, DIGIT.get(line[0])).join("") + line.slice(1);
        return { stem: before, skeleton: words.skeleton(before), found: found[at] };
      }));
    }
    return shards.get(shard);
  };

  // Words of the question ---------------------------------------------------------------------------------------------
  const SCRIPTS = {
    Arab: /\p{Script=Arabic}/u, Latn: /\p{Script=Latin}/u, Cyrl: /\p{Script=Cyrillic}/u, Hebr: /\p{Script=Hebrew}/u,
    Grek: /\p{Script=Greek}/u, Kore: /\p{Script=Hangul}|\p{Script=Han}/u, Hans: /\p{Script=Han}/u,
    Hant: /\p{Script=Han}/u, Jpan: /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u,
  };
  const speaks = (lang, question) => {
    const script = SCRIPTS[new Intl.Locale(lang).maximize().script];
    return !/\p{L}/u.test(question) || !script || script.test(question);
  };
  const asked = (question, all, lang) => {
    const words = all.of(lang);
    return all.wordsIn(question).map(([word]) => {
      const stems = words.stems(word);
      return { stems, skeletons: stems.map(words.skeleton) };
    }).filter((each) => each.stems.length);
  };
  // How well a word of a text answers one of the question: its stem, its other reading, its consonants, its beginning.
  const KINDS = [1, 0.7, 0.5, 0.25];
  const likeness = (word, stem, skeleton) => {
    const at = word.stems.indexOf(stem);
    if (at >= 0) return at ? 1 : 0;
    if (skeleton.length >= 3 && skeleton !== stem && word.skeletons[0] === skeleton) return 2;
    if (skeleton.length >= 3 && word.skeletons.includes(skeleton) && skeleton !== stem) return 2;
    return word.stems[0].length >= 3 && stem.startsWith(word.stems[0]) ? 3 : -1;
  };
  const shardsFor = (word, bounds) => {
    const within = (from, to) => bounds.flatMap((bound, at) => (bound <= to && (bounds[at + 1] ?? "\uffff") > from ? [at] : []));
    return word.skeletons.flatMap((each, at) => within(each, at ? each : `${each}\uffff`));
  };

  // Finding -----------------------------------------------------------------------------------------------------------
  const choices = (name) => [...(form.elements[name]?.options ?? [])];
  const namesOf = (group) => choices(group).filter((each) => each.value)
    .map((each) => [each.value, `${each.text}\n${each.dataset.names ?? ""}`]);
  const foundIn = async (part, question, all, filters) => {
    const words = all.of(part.lang), wanted = asked(question, all, part.lang);
    const about = await fileOf(part, "documents");
    const needed = new Set(wanted.flatMap((word) => shardsFor(word, about.bounds)));
    const files = await Promise.all([...needed].map((number) => fileOf(part, `words-${number}`)));
    const found = wanted.map(() => KINDS.map(() => new Map()));
    const note = (place, kind, document, level) => {
      const known = found[place][kind];
      if (!(known.get(document) >= level)) known.set(document, level);
    };
    for (const file of files) {
      for (const { stem, skeleton, found: text } of rowsOf(file, words)) {
        wanted.forEach((word, place) => {
          const kind = likeness(word, stem, skeleton);
          if (kind >= 0) eachPosting(text, (document, level) => note(place, kind, document, level));
        });
      }
    }
    for (const [group, members] of [["thread", about.threads], ["source", about.sources]]) {
      for (const [value, names] of namesOf(group)) {
        if (!members[value]) continue;
        const stems = new Set(all.wordsIn(names).flatMap(([word]) => words.stems(word)));
        wanted.forEach((word, place) => {
          if (stems.has(word.stems[0])) eachPosting(members[value], (document) => note(place, 1, document, 1));
        });
      }
    }
    let allowed = null;
    for (const [group, members] of [["thread", about.threads], ["source", about.sources]]) {
      if (filters[group]) {
        const those = new Set();
        eachPosting(members[filters[group]] ?? "", (document) => those.add(document));
        allowed = allowed ? new Set([...allowed].filter((each) => those.has(each))) : those;
      }
    }
    return { part, found, allowed, lengths: [...about.lengths].map((each) => DIGIT.get(each) ** 2) };
  };
  const WEIGHTS = [1, 1.7, 3];
  const ranked = (answers, places) => {
    const total = answers.reduce((sum, each) => sum + each.part.documents, 0);
    const usual = answers.reduce((sum, each) => sum + each.lengths.reduce((all, one) => all + one, 0), 0) / total || 1;
    const scores = new Map();
    let most = 0;
    for (let place = 0; place < places; place += 1) {
      const rarity = KINDS.map((_, kind) => {
        const having = answers.reduce((sum, each) => sum + each.found[place][kind].size, 0);
        return Math.log(1 + (total - having + 0.5) / (having + 0.5));
      });
      most += Math.max(...KINDS.map((weight, kind) => (answers.some((each) => each.found[place][kind].size) ? weight * rarity[kind] : 0)));
      for (const { part, found, allowed, lengths } of answers) {
        const best = new Map();
        KINDS.forEach((weight, kind) => found[place][kind].forEach((level, document) => {
          if (allowed && !allowed.has(document)) return;
          const worth = weight * rarity[kind] * WEIGHTS[level];
          if (!(best.get(document)?.worth >= worth)) best.set(document, { worth, plain: weight * rarity[kind] });
        }));
        best.forEach(({ worth, plain }, document) => {
          const key = `${part.folder}#${document}`;
          const known = scores.get(key) ?? { part, document, score: 0, covered: 0 };
          known.score += worth / (0.6 + (0.4 * lengths[document - 1]) / usual);
          known.covered += plain;
          scores.set(key, known);
        });
      }
    }
    const results = [...scores.values()];
    for (const each of results) each.score *= (each.covered / most) ** 1.5;
    const enough = Math.max(0, ...results.map((each) => each.covered)) * 0.2;
    const home = (each) => (each.part.lang === edition ? 1 : 0);
    return results.filter((each) => each.covered >= enough).sort((one, other) => other.score - one.score
      || home(other) - home(one) || (one.part.year < other.part.year ? 1 : -1) * (one.part.year !== other.part.year)
      || (one.part.folder < other.part.folder ? 1 : -1) * (one.part.folder !== other.part.folder)
      || other.document - one.document);
  };
  const search = async (question, filters) => {
    const all = globalThis.nashraWords(await load(table));
    const parts = told.filter((part) => (!filters.lang || part.lang === filters.lang)
      && (!filters.year || (part.year || "undated") === filters.year));
    const likely = parts.filter((part) => speaks(part.lang, question));
    for (const some of [likely, parts]) {
      const answers = await Promise.all(some.map((part) => foundIn(part, question, all, filters)));
      const places = Math.max(0, ...answers.map((each) => each.found.length));
      // Languages may part a question into more or fewer words; the words that all have are compared.
      for (const each of answers) while (each.found.length < places) each.found.push(KINDS.map(() => new Map()));
      const results = ranked(answers, places);
      if (results.length || some.length === parts.length) return { all, results };
    }
    return { all, results: [] };
  };

  // Showing -----------------------------------------------------------------------------------------------------------
  const element = (name, kind, text) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  };
  const marked = (into, text, question, all, lang) => {
    const words = all.of(lang), wanted = asked(question, all, lang);
    let shown = 0;
    for (const [word, start] of all.wordsIn(text)) {
      const stems = words.stems(word);
      if (stems.some((stem) => wanted.some((each) => likeness(each, stem, words.skeleton(stem)) >= 0))) {
        into.append(text.slice(shown, start), element("mark", "", word));
        shown = start + word.length;
      }
    }
    into.append(text.slice(shown));
    return into;
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
  const shownAs = ({ part, question, all }, [title, dir, published, publisher, places, excerpt]) => {
    const item = element("li", "search-result");
    const heading = element("h2", "headline"), link = element("a");
    link.href = root + (places.find((each) => each.startsWith(`${edition}/`)) ?? places[0]);
    marked(link, title, question, all, part.lang);
    heading.append(link);
    const text = marked(element("p", "summary"), excerpt, question, all, part.lang);
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
    return item;
  };
  let answer = null, asking = 0;
  const show = async (from) => {
    const { results, question, all, number } = answer;
    const shown = results.slice(from, from + PAGE);
    const items = await Promise.all(shown.map(async ({ part, document: found }) => {
      const texts = await fileOf(part, `texts-${Math.floor((found - 1) / part.texts)}`);
      return shownAs({ part, question, all }, texts[(found - 1) % part.texts]);
    }));
    if (number !== asking) return;
    if (from) list.append(...items);
    else list.replaceChildren(...items);
    more.hidden = from + PAGE >= results.length;
    if (from) items[0]?.querySelector("a").focus();
  };
  const counted = (count) => {
    const text = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
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
  const ask = async () => {
    const question = form.elements.q.value.trim();
    const filters = Object.fromEntries(FILTERS.map((name) => [name, form.elements[name]?.value ?? ""]));
    const number = asking += 1;
    remember({ q: question, ...filters });
    if (!question) {
      list.replaceChildren();
      more.hidden = true;
      status.textContent = "";
      return;
    }
    if (!answer) status.textContent = form.dataset.searching;
    try {
      const found = await search(question, filters);
      if (number !== asking) return;
      answer = { ...found, question, number };
      await show(0);
      if (number === asking) status.textContent = found.results.length ? counted(found.results.length) : form.dataset.none;
    } catch {
      if (number === asking) status.textContent = form.dataset.failed;
    }
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
  more.addEventListener("click", () => show(list.children.length));
  form.hidden = false;
  const given = new URLSearchParams(location.search);
  for (const name of ["q", ...FILTERS]) if (given.get(name) && form.elements[name]) form.elements[name].value = given.get(name);
  if (given.get("q")) soon(0);
})();
