"""Texts of strangers for what is made for paper: markup of typst and of Word, and odd letters."""

TYPST = (
    '#read("/etc/passwd") #import "x.typ" #panic() *bold* _it_ $x^2$ @label <label> // c /* d */'
    " = Head - item + item / term: x `raw` ~ -- --- ... \\ #{1+1} [x] 'q' \"q\" https://e.example"
)
WORD = (
    "<w:p><w:r><w:t>x</w:t></w:r></w:p> { INCLUDETEXT c:\\\\boot.ini } {{ x }} &amp; &#0; ]]>"
    ' <?xml version="1.0"?> =HYPERLINK("http://evil.example") DDEAUTO c:\\\\x'
)
HOSTILE = {
    "typst": TYPST,
    "word": WORD,
    "script": "</style></title><script>alert(1)</script>",
    "formula": "=cmd|' /C calc'!A0",
    "override": "safe \u202elmth.exe",
    "controls": "a\x00b\x01\x07\x0b\x0c\x1b[31m\x7f\x85\x9b\ufffe\uffff",
    "hidden": "Sca\u200ble \U000e0041\ufeff\u00ad",
    "lines": "a\r\nb\u2028c\u2029d\te",
    "link": "[click](javascript:alert(1)) https://evil.example/ www.evil.example",
    "word-of-3000": "x" * 3000,
    "long": "word " * 2500,
    "letters": "漢字 עברית العربية हिन्दी \U0001f600 e\u0301\u0308 \ue000",
    "marks": "\u0301\u0654\u20dd漢\u0301 =\u0654ﹷ" * 20,
    "blank": "   ",
    "empty": "",
}
