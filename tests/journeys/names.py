"""Latin words that a Chinese page may hold."""

import re

#: Names of the house, of people and places, of carriers and formats; what shoppers typed themselves.
NAMES = re.compile(
    r"""
    Zhao\sQ(?:ing)? | Lin\sY(?:ue|a)? | Tang\sW(?:ei)? | Wen\sLan | Gao\sR(?:an)? | Maya(?:\sF(?:eng)?)?
    | Owen(?:\sS(?:hi)?)? | \bYue\b
    | Lune\s&\sLoom | LUNE\s&\sLOOM | LL-[0-9A-Z]{4}-[0-9A-Z]{4} | LL-[0-9A-Z-]+ | \b[0-9A-Z]{4}-[0-9A-Z]{4}\b
    | [0-9A-Z]{3}\s[0-9A-Z]{3}\b | \b[0-9A-Z]{6,20}\b
    | [\w.+-]+@[\w.-]+ | https?://\S+ | \bE-[0-9A-Z]+
    | Wen\sLi? | Wen\sL | Gu\sLan | Shen\sYu | Shanghai | Xuhui | Huaihai\sMiddle\sRoad
    | SF\sExpress | \bSF\b | English | Cookie | (?:plum\s)?zzzzqqq | silk
    | \biPhone\b | \bAPI\b | \bSafari\b | \bChrome\b | \bLinux\b | \bAndroid\b
    | \bMB\b | \bml\b | \bcm\b | \bg\b | \bkg\b | \bmm\b | \bQR\b | \bPDF\b
    """,
    re.VERBOSE,
)
