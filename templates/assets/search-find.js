// Finding: which texts have the words of a question, best first; words like one that nothing has; the texts of a filter.
"use strict";
globalThis.nashraFind = ({ root, table, edition, parts: told, names }) => {
  const LOOKED_AT = 20, GUESSED_IN = 24, GUESSES = 3;

  const { load, fileOf, textOf, eachPosting, documentsIn, rowsOf, lengthsIn } = globalThis.nashraFiles(root);

  // Words of the question ---------------------------------------------------------------------------------------------
  const SCRIPTS = {
    Arab: /\p{Script=Arabic}/u, Latn: /\p{Script=Latin}/u, Cyrl: /\p{Script=Cyrillic}/u, Hebr: /\p{Script=Hebrew}/u,
    Grek: /\p{Script=Greek}/u, Kore: /\p{Script=Hangul}|\p{Script=Han}/u, Hans: /\p{Script=Han}/u,
    Hant: /\p{Script=Han}/u, Jpan: /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u,
  };
  const QUOTED = /(^|[^\p{L}\p{M}\p{N}])["“”„«](.+?)["“”»](?![\p{L}\p{M}\p{N}])/gu;
  const speaks = (lang, question) => {
    const script = SCRIPTS[new Intl.Locale(lang).maximize().script];
    return !/\p{L}/u.test(question) || !script || script.test(question);
  };
  // The places of a question, the same in all languages; `phrase` counts quotations from 1. `guesses` are stems by place.
  const asked = (question, all, lang, guesses = new Map()) => {
    const words = all.of(lang);
    const quotations = [...question.matchAll(QUOTED)].map((found) => [found.index, found.index + found[0].length]);
    return all.wordsIn(question).flatMap(([word, start]) => {
      const phrase = 1 + quotations.findIndex(([from, to]) => from <= start && start < to);
      return words.parts(all.fold(word)).map(([stems]) => ({ word, stems, phrase }));
    }).map((each, place) => {
      const stems = guesses.get(place) ?? each.stems;
      const exactly = each.phrase > 0 || guesses.has(place), open = all.unspaced(stems[0]) ? 1 : 3;
      return { ...each, stems, skeletons: stems.map(words.skeleton), exactly, open, guessed: guesses.has(place) };
    });
  };
  // How well a word of a text answers one of the question: its stem, its other reading, its consonants, its beginning.
  const KINDS = [1, 0.7, 0.5, 0.25];
  const likeness = (word, stem, skeleton) => {
    const at = word.stems.indexOf(stem);
    if (at >= 0) return at && !word.guessed ? 1 : 0;
    if (word.exactly) return -1;
    if (skeleton.length >= 3 && skeleton !== stem && word.skeletons.includes(skeleton)) return 2;
    return word.stems[0].length >= word.open && stem.startsWith(word.stems[0]) ? 3 : -1;
  };
  const shardsWithin = (bounds, from, to) => bounds
    .flatMap((bound, at) => (bound <= to && (bounds[at + 1] ?? "\uffff") > from ? [at] : []));
  const shardsFor = (word, bounds) => word.skeletons
    .flatMap((each, at) => shardsWithin(bounds, each, at || word.exactly ? each : `${each}\uffff`));

  // Finding -----------------------------------------------------------------------------------------------------------
  const groupsOf = (about) => [["thread", about.threads], ["source", about.sources]];
  // An id may be called `constructor`, which every object has something by.
  const within = (members, id) => (Object.hasOwn(members, id) ? members[id] : "");
  const allowedBy = (about, filters) => groupsOf(about).filter(([group]) => filters[group])
    .map(([group, members]) => new Set(documentsIn(within(members, filters[group]))))
    .reduce((some, those) => (some ? new Set([...some].filter((each) => those.has(each))) : those), null);
  const foundIn = async (part, wanted, all, filters) => {
    const words = all.of(part.lang), about = await fileOf(part, "documents");
    const needed = new Set(wanted.flatMap((word) => shardsFor(word, about.bounds)));
    const files = await Promise.all([...needed].map((number) => fileOf(part, `words-${number}`)));
    const found = wanted.map(() => KINDS.map(() => new Map())), named = new Map();
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
    for (const [group, members] of groupsOf(about)) {
      for (const [value, called] of names(group)) {
        if (!within(members, value)) continue;
        const stems = new Set(all.wordsIn(called).flatMap(([word]) => words.stems(word)));
        wanted.forEach((word, place) => {
          if (!stems.has(word.stems[0])) return;
          for (const document of documentsIn(within(members, value))) {
            note(place, 1, document, 1);
            if (!named.has(document)) named.set(document, [group, value]);
          }
        });
      }
    }
    return { part, wanted, found, named, allowed: allowedBy(about, filters), lengths: lengthsIn(about.lengths) };
  };
  const WEIGHTS = [1, 1.7, 3];
  const ranked = (answers, wanted) => {
    const total = answers.reduce((sum, each) => sum + each.part.documents, 0);
    const usual = answers.reduce((sum, each) => sum + each.lengths.reduce((all, one) => all + one, 0), 0) / total || 1;
    const scores = new Map();
    let most = 0;
    wanted.forEach(({ phrase }, place) => {
      const rarity = KINDS.map((_, kind) => {
        const having = answers.reduce((sum, each) => sum + each.found[place][kind].size, 0);
        return Math.log(1 + (total - having + 0.5) / (having + 0.5));
      });
      most += Math.max(...KINDS.map((weight, kind) => (answers.some((each) => each.found[place][kind].size) ? weight * rarity[kind] : 0)));
      for (const { part, found, named, allowed, lengths } of answers) {
        const best = new Map();
        KINDS.forEach((weight, kind) => found[place][kind].forEach((level, document) => {
          if (allowed && !allowed.has(document)) return;
          const worth = weight * rarity[kind] * WEIGHTS[level];
          if (!(best.get(document)?.worth >= worth)) best.set(document, { worth, level, plain: weight * rarity[kind] });
        }));
        best.forEach(({ worth, level, plain }, document) => {
          const key = `${part.folder}#${document}`;
          const known = scores.get(key)
            ?? { part, document, score: 0, covered: 0, quoted: 0, first: 0, quotedFirst: 0, named: named.get(document) };
          known.score += worth / (0.6 + (0.4 * lengths[document - 1]) / usual);
          known.covered += plain;
          known.first += level > 0;
          known.quoted += phrase > 0;
          known.quotedFirst += phrase > 0 && level > 0;
          scores.set(key, known);
        });
      }
    });
    const quoted = wanted.filter((each) => each.phrase).length;
    const results = [...scores.values()].filter((each) => each.quoted === quoted);
    for (const each of results) each.score *= (each.covered / most) ** 1.5;
    const enough = Math.max(0, ...results.map((each) => each.covered)) * 0.2;
    const home = (each) => (each.part.lang === edition ? 1 : 0);
    return results.filter((each) => each.covered >= enough).sort((one, other) => other.score - one.score
      || home(other) - home(one) || (one.part.year < other.part.year ? 1 : -1) * (one.part.year !== other.part.year)
      || (one.part.folder < other.part.folder ? 1 : -1) * (one.part.folder !== other.part.folder)
      || other.document - one.document);
  };

  // Quotations: the index has no places, so the texts of the best results say whether the words stand side by side. ------
  const sideBySide = (text, phrases, all, lang) => {
    const words = all.of(lang);
    const row = all.wordsIn(text).flatMap(([word]) => words.parts(word).map(([stems]) => stems));
    return phrases.every((phrase) => row.some((_, from) => phrase
      .every((word, at) => row[from + at]?.some((stem) => word.stems.includes(stem)))));
  };
  const phrasesFirst = async (results, wantedIn, all) => {
    const quoted = wantedIn(edition).filter((each) => each.phrase).length;
    if (!quoted) return results;
    await Promise.all(results.filter((each) => each.quotedFirst === quoted).slice(0, LOOKED_AT).map(async (each) => {
      const wanted = wantedIn(each.part.lang), [title, , , , , excerpt] = await textOf(each);
      const phrases = [...new Set(wanted.map((word) => word.phrase))].filter((phrase) => phrase)
        .map((phrase) => wanted.filter((word) => word.phrase === phrase));
      each.together = phrases.every((phrase) => [title, excerpt].some((text) => sideBySide(text, [phrase], all, each.part.lang)));
    }));
    return results.map((each) => ({ ...each, apart: !each.together })).sort((one, other) => one.apart - other.apart);
  };

  // Words like one that nothing has -----------------------------------------------------------------------------------
  // How many letters are to be put in, left out, changed, or changed with their neighbour; `most` + 1 if more than that.
  const distance = (one, other, most) => {
    const from = [...one], to = [...other];
    if (Math.abs(from.length - to.length) > most) return most + 1;
    let before = [], last = to.map((_, at) => at).concat(to.length);
    from.forEach((letter, row) => {
      const now = [row + 1];
      to.forEach((theirs, at) => {
        now.push(Math.min(last[at + 1] + 1, now[at] + 1, last[at] + (letter !== theirs)));
        if (row && at && letter === to[at - 1] && from[row - 1] === theirs) now[at + 1] = Math.min(now[at + 1], before[at - 1] + 1);
      });
      [before, last] = [last, now];
    });
    return Math.min(last[to.length], most + 1);
  };
  const allowance = (word, all) => {
    const letters = [...all.fold(word)].length;
    return /\p{N}/u.test(word) || all.unspaced(word) || letters < 4 ? 0 : letters < 8 ? 1 : 2;
  };
  const newestFirst = (one, other) => (one.year < other.year ? 1 : -1) * (one.year !== other.year) || other.folder.localeCompare(one.folder);
  const wordsLike = async (place, answers, all) => {
    const near = new Map();
    let files = 0;
    for (const { part, wanted } of [...answers].sort((one, other) => newestFirst(one.part, other.part))) {
      const { word, stems, skeletons } = wanted[place], most = allowance(word, all), words = all.of(part.lang);
      if (!most || !speaks(part.lang, word)) continue;
      const { bounds } = await fileOf(part, "documents");
      const firsts = [...new Set(skeletons.map((each) => [...each][0]).filter(Boolean))];
      const numbers = [...new Set(firsts.flatMap((first) => shardsWithin(bounds, first, `${first}\uffff`)))].slice(0, GUESSED_IN - files);
      files += numbers.length;
      for (const shard of await Promise.all(numbers.map((number) => fileOf(part, `words-${number}`)))) {
        for (const { stem, skeleton, found } of rowsOf(shard, words)) {
          if (stem.length < 3 || !firsts.includes([...skeleton][0])) continue;
          const away = Math.min(...stems.map((each) => distance(each, stem, most)));
          if (away > most) continue;
          const known = near.get(stem) ?? { stem, away, count: 0 };
          known.count += documentsIn(found).length;
          near.set(stem, known);
        }
      }
    }
    const least = Math.min(...[...near.values()].map((each) => each.away));
    return [...near.values()].filter((each) => each.away === least)
      .sort((one, other) => other.count - one.count || (one.stem < other.stem ? -1 : 1))
      .slice(0, GUESSES).map((each) => each.stem);
  };

  const partsFor = (filters) => told.filter((part) => (!filters.lang || part.lang === filters.lang)
    && (!filters.year || (part.year || "undated") === filters.year));
  const found = async (question, filters, all, parts, guesses) => {
    const answers = await Promise.all(parts.map((part) => foundIn(part, asked(question, all, part.lang, guesses), all, filters)));
    return { answers, results: ranked(answers, asked(question, all, edition, guesses)) };
  };
  // The texts that answer a question, best first. `missing` is told the words that nothing has before the search for
  // words like them; `guesses` has those by place.
  const search = async (question, filters, missing) => {
    const all = globalThis.nashraWords(await load(table));
    const parts = partsFor(filters), likely = parts.filter((part) => speaks(part.lang, question));
    let some = likely, answer = await found(question, filters, all, likely);
    if (!answer.results.length && likely.length < parts.length) {
      some = parts;
      answer = await found(question, filters, all, parts);
    }
    const wanted = asked(question, all, edition), guesses = new Map();
    const places = wanted.map((_, place) => place).filter((place) => allowance(wanted[place].word, all)
      && answer.answers.every((each) => each.found[place].every((documents) => !documents.size)));
    if (places.length) {
      missing(places.map((place) => wanted[place].word));
      for (const place of places) {
        const stems = await wordsLike(place, answer.answers, all);
        if (stems.length) guesses.set(place, stems);
      }
      if (guesses.size) answer = await found(question, filters, all, some, guesses);
    }
    const wantedIn = (lang) => asked(question, all, lang, guesses);
    const results = await phrasesFirst(answer.results, wantedIn, all);
    return { all, wantedIn, guesses, total: results.length, take: async (from, count) => results.slice(from, from + count) };
  };

  // The texts of a filter, newest first: in the edition's lists, or in the language that is chosen ------------------------
  const browse = async (filters) => {
    const all = globalThis.nashraWords(await load(table));
    const listed = async (every) => Promise.all(partsFor(filters).map(async (part) => {
      const about = await fileOf(part, "documents"), allowed = allowedBy(about, filters);
      const documents = every ? Array.from({ length: part.documents }, (_, at) => at + 1) : documentsIn(about.editions[edition]);
      return { part, left: documents.filter((each) => !allowed || allowed.has(each)) };
    }));
    const count = (lists) => lists.reduce((sum, each) => sum + each.left.length, 0);
    let lists = await listed(Boolean(filters.lang));
    if (!count(lists)) lists = await listed(true);
    const total = count(lists), merged = [];
    const home = (each) => (each.part.lang === edition ? 0 : 1);
    const next = async () => {
      const open = lists.filter((each) => each.left.length);
      const year = open.reduce((latest, each) => (each.part.year > latest ? each.part.year : latest), "");
      const heads = await Promise.all(open.filter((each) => each.part.year === year).map(async (list) => {
        const head = { part: list.part, document: list.left.at(-1) };
        return { ...head, list, published: (await textOf(head))[2] };
      }));
      heads.sort((one, other) => (one.published < other.published ? 1 : -1) * (one.published !== other.published)
        || home(one) - home(other) || newestFirst(one.part, other.part));
      heads[0].list.left.pop();
      return heads[0];
    };
    return {
      all, wantedIn: () => [], guesses: new Map(), total,
      take: async (from, many) => {
        while (merged.length < Math.min(from + many, total)) merged.push(await next());
        return merged.slice(from, from + many);
      },
    };
  };

  return { search, browse, textOf, likeness };
};
