// The files of the index: scripts that call one function, so that they load from disk too. `generator/search` writes them.
"use strict";
globalThis.nashraFiles = (root) => {
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
  const textOf = async ({ part, document }) => {
    const texts = await fileOf(part, `texts-${Math.floor((document - 1) / part.texts)}`);
    return texts[(document - 1) % part.texts];
  };

  // What `generator/search/postings.py` writes.
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
  const documentsIn = (text) => {
    const found = [];
    eachPosting(text ?? "", (document) => found.push(document));
    return found;
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

  return {
    load,
    fileOf,
    textOf,
    eachPosting,
    documentsIn,
    rowsOf,
    // Of each document how many different words it has, about.
    lengthsIn: (text) => [...text].map((each) => DIGIT.get(each) ** 2),
  };
};
