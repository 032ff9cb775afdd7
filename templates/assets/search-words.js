// Words as search compares them. The same functions as in `generator/search/words.py`, by the same table.
"use strict";
globalThis.nashraWords = (table) => {
  const LONGEST = 40;
  const classOf = (...names) => names.flatMap((name) => table[name])
    .map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join("");
  const letter = `[\\p{L}\\p{N}_${classOf("marks", "silent")}]`;
  const WORD = new RegExp(`${letter}+(?:["'’״׳](?=[א-ת])${letter}+)*`, "gu");
  const SILENT = new RegExp(`[${classOf("silent")}]+`, "gu");
  const CLEAN = new RegExp(`[\\p{L}\\p{N}${classOf("marks")}]+`, "gu");
  const NUMBER_OR_NAME = /\p{Nd}+|\P{Nd}+/gu;
  const UNSPACED = new RegExp(`[${classOf("unspaced")}]`, "u");
  const RUN = new RegExp(`[${classOf("unspaced")}][${classOf("marks")}]*|[^${classOf("unspaced")}]+`, "gu");
  const cut = (text) => [...text].slice(0, LONGEST).join("");

  // The words of a text with their places in it: [[word, start], …].
  const wordsIn = (text) => [...text.matchAll(WORD)].map((found) => [found[0], found.index]);

  const fold = (word) => {
    const bare = word.normalize("NFKD").toLowerCase().replace(SILENT, "");
    const folded = [...bare].map((each) => table.letters[each] ?? each).join("");
    return cut((folded.match(CLEAN) ?? []).join("").normalize("NFC"));
  };

  // Parts of a word with their places in it, [[part, start, end], …]: pairs of letters of scripts that put no space
  // between words, and the words between them; numbers and what stands before or after them.
  const partsOf = (word) => {
    const spaced = !UNSPACED.test(word), found = [];
    const runs = [...word.matchAll(spaced ? NUMBER_OR_NAME : RUN)].map((run) => [run[0], run.index, run.index + run[0].length]);
    if (spaced || runs.length === 1) return runs;
    let before = null;
    for (const run of runs) {
      if (!UNSPACED.test(run[0])) {
        found.push(run);
        before = null;
      } else {
        if (before) found.push([before[0] + run[0], before[1], run[2]]);
        before = run;
      }
    }
    return found;
  };

  const listed = (text) => (text ? text.split(" ") : []);
  const longestFirst = (strings) => strings.sort((one, other) => [...other].length - [...one].length);

  const wordsOf = (lang) => {
    const rules = table.languages[lang.split("-")[0].toLowerCase()] ?? {};
    const { leave = 3, rounds = 1, and = "" } = rules;
    const article = listed(rules.article), short = listed(rules.short), future = listed(rules.future), maybe = longestFirst(listed(rules.maybe));
    const replacements = (text) => listed(text).map((each) => [each.split(">")[0], each.split(">")[1] ?? ""])
      .sort((one, other) => [...other[0]].length - [...one[0]].length);
    const starts = replacements(rules.starts), ends = replacements(rules.ends);
    const weak = new Set(rules.weak ?? ""), same = new Map(), known = new Map();

    const withoutEnd = (word) => {
      for (const [end, instead] of ends) {
        if (word.endsWith(end)) {
          const left = word.length - end.length;
          if (left >= leave || (short.includes(end) && left === leave - 1)) return word.slice(0, left) + instead;
        }
      }
      return word;
    };
    const withoutEnds = (word) => {
      for (let round = 0; round < rounds; round += 1) {
        if (same.has(word)) return same.get(word);
        const shorter = withoutEnd(word);
        if (shorter === word) return word;
        word = shorter;
      }
      return same.get(word) ?? word;
    };
    const keep = new Set(listed(rules.keep).map((word) => withoutEnds(fold(word))));
    const singulars = (rules.same ? rules.same.split(",") : []).map((pair) => pair.split(" "))
      .map(([plural, singular]) => [fold(plural), withoutEnds(fold(singular))]);
    for (const [plural, singular] of singulars) same.set(plural, singular);

    const withoutParticle = (word) => {
      for (const prefix of maybe) {
        if (word.startsWith(prefix) && word.length - prefix.length >= leave) return word.slice(prefix.length);
      }
      return future.some((each) => word.startsWith(each)) && word.length > leave + 1 ? word.slice(1) : "";
    };
    const withoutStart = (word) => {
      const rule = starts.find(([start]) => word.startsWith(start));
      return rule ? rule[1] + word.slice(rule[0].length) : word;
    };
    const readings = (word) => {
      for (const prefix of article) {
        if (word.startsWith(prefix) && word.length - prefix.length >= 2) {
          const stem = withoutEnds(word.slice(prefix.length));
          return prefix === "لل" ? [stem, withoutEnds(word.slice(1))] : [stem];
        }
      }
      let stem = withoutEnds(word);
      if (and && !keep.has(stem) && stem.startsWith(and) && stem.length > leave) {
        stem = withoutEnds(stem.slice(and.length));
      }
      const other = keep.has(stem) ? "" : withoutParticle(stem);
      return other ? [stem, withoutEnds(other)] : [stem];
    };
    const stemsOf = (word) => partsOf(word)
      .flatMap(([part]) => (UNSPACED.test(word) ? [part] : readings(withoutStart(part))));
    const stems = (word) => {
      if (!known.has(word)) known.set(word, [...new Set(stemsOf(fold(word)))]);
      return known.get(word);
    };
    return {
      stems,
      // What the parts of a word are found by, with their places in it: [[stems, start, end], …].
      parts: (word) => partsOf(word).map(([part, start, end]) => [stems(part), start, end]).filter(([found]) => found.length),
      skeleton: (stem) => [...stem].filter((each) => !weak.has(each)).join(""),
    };
  };

  const made = new Map();
  return {
    wordsIn,
    fold,
    unspaced: (word) => UNSPACED.test(word),
    of: (lang) => {
      if (!made.has(lang)) made.set(lang, wordsOf(lang));
      return made.get(lang);
    },
  };
};
