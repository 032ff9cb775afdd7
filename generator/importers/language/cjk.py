"""Chinese, Japanese and Korean told apart, headlines without kana or Hangul among them."""

from collections.abc import Mapping

# Characters that Japan writes in a shape of its own, or that it made.
_JAPANESE = frozenset(
    "対円駅働込発売気価経済検験権転鉄歳戦総図団庁広応実変帰県観伝労渋黒両読続焼様桜沢浜辺関択処歩巣徳悪囲栄塩仮絵覚楽勧顔巻"
    "戯犠拠挙郷暁駆勲恵掲鶏渓継撃剣険圏顕厳砕剤雑賛歯児辞釈収従縦獣粛奨畳縄壌嬢譲醸粋酔髄枢瀬斉摂専浅潜繊践銭荘挿捜騒増蔵臓滞滝"
    "弾遅聴懲鎮逓闘届悩脳覇拝廃髪抜蛮払弁豊褒黙薬訳誉揺謡頼覧欄猟塁涙霊齢暦歴錬録峠畑枠匂栃"
)
# Characters that Chinese cannot do without, and those that only China writes so.
_CHINESE = frozenset(
    "的了是这這们們说說时時为對对發长門门问间東东车马见从让还没给过进吗吧该她你它被把将與将于个個来來会會国國习华華报報"
    "亿億万萬网電电动議议员员军軍战戰关關联聯总總统統经經济濟业業产產称稱认認结结导導视視场場达達"
) - frozenset("将国会来万員門時東長動電議業産場達導視結認")


def tell_apart(scripts: Mapping[str, int], letters: Mapping[str, int]) -> tuple[str, float]:
    """Return the language of a text whose letters are mostly Han, kana or Hangul; all are counted by script."""
    han, kana, hangul = (scripts.get(script, 0) for script in ("han", "kana", "hangul"))
    if hangul and 3 * hangul >= han + kana:
        return "ko", 0.99
    chinese = _count(letters, _CHINESE)
    if kana > chinese and 12 * kana >= han:
        return "ja", 0.99
    japanese = _count(letters, _JAPANESE)
    return ("ja", 0.9) if japanese > 2 * chinese else ("zh", 0.97 if chinese else 0.85)


def _count(letters: Mapping[str, int], characters: frozenset[str]) -> int:
    return sum(count for letter, count in letters.items() if letter in characters)
