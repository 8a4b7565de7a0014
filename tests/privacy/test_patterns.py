"""What has a form of its own is found as people write it, and ordinary numbers and words are left alone."""

from bot.privacy.found import Kind
from bot.privacy.patterns import find_patterns
from tests.support.each import check_each

FOUND = {
    Kind.IDENTITY: [
        "19900101-2384",
        "900101-2384",
        "9001012384",
        "19900101 2384",
        "20 050630 2397",
        "240617+2383",
        "881271-2381",  # a coordination number
        "990161-2380",  # a wrong check digit
    ],
    Kind.PHONE: [
        "070-174 06 35",
        "0701740635",
        "070.174.06.35",
        "070 174 0635",
        "070-174/06/08",
        "+46 70 174 06 35",
        "0046701740635",
        "+46 (0)70-174 06 35",
        "08-465 004 17",
        "+44 7700 900482",
    ],
    Kind.EMAIL: [
        "kim@example.org",
        "Kim.Kom+1@sub.example.se",
        "kim (at) example.com",
        "kim snabel-a example.com",
        "kim@example,com",
        "kim (a) example . com",
        "kim punkt bo snabel-a example punkt com",
        "noll sju kim krullalfa example punkt se",
        "k understreck bo snabela example dot com",
    ],
    Kind.ADDRESS: [
        "Påhittsgatan 4",
        "påhittsvägen 12b",
        "Påhittsgatan 12 C",
        "påhittsgatan 7 lgh 1203",
        "Västra Påhittsgatan 8, 632 20 Eskilstuna",
        "Norra Esplanaden 17 A",
        "påhittsbacken 7",
        "Tessins väg 4 B",
        "hertig påhitts gata 51",
        "påhittsgtan nr 5",
        "påhittsgatan 14-16, uppg B, 2 tr",
        "Påhittsgatan 4, vån 3, 632 20 Eskilstuna",
        "påhittsgatan fjorton b",
        "påhittsg. 14, 2tr",
        "rådmans gatan 26",
        "påhittsgatan8,2tr",
        "hittepålyckan 12",
        "c/o andersson, bikupan 4, 63220 eskilstuna",
        "Västra Sund 5",
        "3:e tvärgatan 5",
        "box 112, 631 02 Eskilstuna",
        "632 20 Eskilstuna",
    ],
    Kind.PLATE: ["MLB 84A", "ABC123", "tsm46c"],
    Kind.HANDLE: ["@lina.xx", "kalle_k07", "sniper99#1234", "cashfast.se24"],
    Kind.CARD: ["4111 1111 1111 1111", "4242-4242-4242-4242", "3782 822463 10005"],
    Kind.NUMBER: [
        "123456789",  # nine digits are enough, whatever they are
        "312 456 789",
        "8327-9 912 345 678-1",
        "SE45 5000 0000 0583 9825 7466",
        "noll sju noll ett sju fyra noll sex noll fem",
        "noll sjuttio hundrasjuttiofyra noll sex tretton trettiofem",
    ],
}

IN_PASSING = [
    ("bankgiro 5402-8811", "5402-8811"),
    ("plusgiro 47 11 08-3 tack", "47 11 08-3"),
    ("min snap heter kimkom", "kimkom"),
    ("Discord: ghostrunner#0420. Han", "ghostrunner#0420"),
    ("en svart audi kld 48b", "kld 48b"),
    ("en volvo eka 480 körde", "eka 480"),
    ("de hänger vid påhittsskolan", "påhittsskolan"),
    ("hon har ny snap kimmis.x", "kimmis.x"),
    ("lägg till sniper99", "sniper99"),
    ("han heter kimkom på insta", "kimkom"),
    ("kimpson.offline lägger ut det", "kimpson.offline"),
    ("kimkom_ överallt", "kimkom_"),
    ("Huset heter Fallet 12 och", "Fallet 12"),
    ("jag bor på skatan 11 nu", "skatan 11"),
    ("karl den nionde gata 12, ja", "gata 12"),
    ("JAG BOR PÅ HITTEPÅBY ALLÉ 27 OCH", "HITTEPÅBY ALLÉ 27"),
    ("på Sankt Pauli kyrkogata 13 och", "Sankt Pauli kyrkogata 13"),
    ("hittepås v 78 växjö", "hittepås v 78"),
    ("Karl XI:s gata 9 lgh 1002, 222 20 Lund?", "Karl XI:s gata 9 lgh 1002, 222 20 Lund"),
    ("Hittepåkroken 31, Ängelholm.", "Hittepåkroken 31, Ängelholm"),
    ("nåt m U Z B 7 7 4, tror jag", "U Z B 7 7 4"),
    ("det är 9 7 0 2 1 4 2 3 9 0 tror jag", "9 7 0 2 1 4 2 3 9 0"),
    ("hon e liv3llina nu", "liv3llina"),
    ("psn mörk-lejon-11 ok", "mörk-lejon-11"),
    ("spelar som PåhittPro på Roblox", "PåhittPro"),
    ("han på boxklubben hittepå vet", "boxklubben hittepå"),
    ("vid hittepås vårdcentral", "hittepås vårdcentral"),
    ("de simmar i hittepåbadet", "hittepåbadet"),
]

LEFT = [
    "",
    "ska jag ringa 112 eller 114 14",
    "bris har 116 111, och 90101 och 90 390 finns",
    "kriterium 1, 3, 5 och 11",
    "1, 2, 3, 4, 5, 6, 7, 8, 9 och 10",
    "2–4 veckor, 8.00-16.00 på vardagar",
    "23 miljoner på 15 år",
    "9 § polislagen (1984:387)",
    "SFS 2024:123",
    "den 1 juni 2023, alltså 2023-06-01 eller 20230601",
    "skyldig 1 000 000 000 kr",
    "50 000 spänn",
    "kan 112 skicka nån",
    "e typ 200 bror",
    "en bmw 320",
    "hej.du asså.vet inte",
    "jag går i gymnasieskolan och var i lekparken",
    "på vägen 5 minuter bort",
    "klockan 21.40",
    "kim. jag",
    "omkring 22, nästan 3 timmar",
    "vi åkte väg 55 och sen buss 12",
    "Jag flyttades till avdelning 6 i Januari 14 dagar",
    "ett två tre fyra nu kör vi",
    "jag är en av fem som fick två år",
    "bor i Eskilstuna 12 mil bort",
    "iphone 14 och corona 19",
    "kolla eskilstuna.se",
    "på sjukhuset eller vårdcentralen",
    "klubben stänger, moskén med",
]


def test_it_is_found_whole_in_a_sentence() -> None:
    def check(wanted: tuple[Kind, str]) -> None:
        kind, text = wanted
        sentence = f"asså det är {text} bara"
        assert (text, kind) in [(sentence[f.start : f.end].strip(), f.kind) for f in find_patterns(sentence)]

    check_each([(kind, text) for kind, texts in FOUND.items() for text in texts], check)


def test_what_only_its_company_gives_away_is_found() -> None:
    def check(wanted: tuple[str, str]) -> None:
        sentence, private = wanted
        assert private in [sentence[found.start : found.end] for found in find_patterns(sentence)]

    check_each(IN_PASSING, check)


def test_what_is_nobodys_is_left() -> None:
    def check(text: str) -> None:
        assert [text[found.start : found.end] for found in find_patterns(text)] == []

    check_each(LEFT, check, repr)
