#!/usr/bin/env python3
"""HTML on standard input, PDF (PDF/UA, tagged) on standard output. Run by couloir inside limits, never by hand.

usage: render.py STYLESHEET FONT_FOLDER     render
       render.py --version                  say the version of WeasyPrint

Whatever the HTML asks for, nothing is fetched: not from the network, not from the disk. Only the letters of the font
folder (font:NAME.woff2) and pictures inside the stylesheet or the page itself (data:image/…) are given out.
Exit: 0 rendered, 3 WeasyPrint is not there, 1 anything else, with the reason on standard error.
"""
import os
import re
import sys

FONT = re.compile(r"font:([a-z0-9-]+\.woff2)")
PICTURE = re.compile(r"data:image/(png|svg\+xml)[;,]")


def fetcher_for(fonts, weasyprint):
    def fetch(url, timeout=10, ssl_context=None):
        font = FONT.fullmatch(url)
        if font:
            with open(os.path.join(fonts, font[1]), "rb") as file:
                return {"string": file.read(), "mime_type": "font/woff2"}
        if PICTURE.match(url):
            return weasyprint.default_url_fetcher(url)
        raise ValueError("nothing is fetched")
    return fetch


def main(arguments):
    out = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints goes to the log, not into the document
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as missing:
        print(missing, file=sys.stderr)
        return 3
    if arguments == ["--version"]:
        os.write(out, weasyprint.__version__.encode())
        return 0
    weasyprint.LOGGER.setLevel("CRITICAL")  # its warnings quote the page, and a log holds nobody's words
    stylesheet, fonts = arguments
    fetch = fetcher_for(fonts, weasyprint)
    configuration = FontConfiguration()
    with open(stylesheet, encoding="utf-8") as file:
        css = weasyprint.CSS(string=file.read(), url_fetcher=fetch, font_config=configuration, base_url=os.getcwd() + "/")
    page = weasyprint.HTML(string=sys.stdin.buffer.read().decode("utf-8"), url_fetcher=fetch, base_url=os.getcwd() + "/")
    pdf = page.write_pdf(stylesheets=[css], font_config=configuration, variant="pdf/ua-1")
    with os.fdopen(out, "wb") as file:
        file.write(pdf)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Exception as failure:
        place = failure.__traceback__
        while place.tb_next:
            place = place.tb_next
        print(f"{type(failure).__name__} in {place.tb_frame.f_code.co_filename}:{place.tb_lineno}", file=sys.stderr)
        sys.exit(1)
