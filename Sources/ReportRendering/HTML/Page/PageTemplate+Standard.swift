extension PageTemplate {
  /// The page of ours, which `docs/reports.md` shows too.
  public static let standardText = """
    <!doctype html>
    <html lang="{{language}}"><head><meta charset="utf-8">\
    <meta name="viewport" content="width=device-width,initial-scale=1">\
    <meta name="color-scheme" content="light dark">\
    <meta http-equiv="Content-Security-Policy" content="{{{policy}}}">\
    <title>{{title}}</title>
    <style>
    {{{style}}}</style></head><body>
    <main>
    {{{header}}}{{{body}}}{{{footer}}}</main>
    </body></html>

    """
}
