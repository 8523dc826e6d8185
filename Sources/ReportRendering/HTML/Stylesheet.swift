/// The one style sheet of a report.
///
/// Tokens first: light, then dark for screens only, so that print is always light.
enum Stylesheet {
  static let text: String = [tokens, page, figures, charts, tables, narrow, print].joined()

  private static let tokens = """
    :root{color-scheme:light dark;--bg:#fff;--ink:#1a1f26;--mut:#59636e;--line:#e6e9ec;--axis:#aab2bb;--soft:#f5f6f8;\
    --acc:#0b5c9c;--acc2:#0b5c9c29;--acc3:#0b5c9c17;--prev:#a9b1ba;--bad:#b42a12;--badb:#fdf0ed;--wrn:#805400;--wrnb:#fdf5e4;\
    --up:#9a4a00;--upb:#fbeee0;--upf:#d68a45;--dn:#00614a;--dnb:#e2f3ec;--dnf:#4ba98b;\
    --s0:#0b5c9c;--s1:#cf6aa9;--s2:#b97700;--s3:#3398d8;--s4:#0b7a5e;--so:#7c8794;\
    --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;\
    --mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
    @media screen and (prefers-color-scheme:dark){:root{--bg:#11151a;--ink:#e6eaee;--mut:#9aa6b2;--line:#262d35;--axis:#59636e;--soft:#1a2027;\
    --acc:#6fb4f0;--acc2:#6fb4f03d;--acc3:#6fb4f021;--prev:#66717d;--bad:#ff8a70;--badb:#331b17;--wrn:#f0b95a;--wrnb:#2d2413;\
    --up:#f5b26b;--upb:#33240f;--upf:#c98238;--dn:#6fd6b4;--dnb:#10302a;--dnf:#3a9c7f;\
    --s0:#3d8ddb;--s1:#d9689f;--s2:#eab04a;--s3:#b4e0ff;--s4:#4fd0a8;--so:#8b97a4}}

    """

  private static let page = """
    *{box-sizing:border-box}html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 var(--sans);font-variant-numeric:tabular-nums lining-nums}
    main{max-width:1072px;margin:0 auto;padding:56px 32px 64px;overflow-wrap:break-word}
    h1,h2,h3,h4,p,dl,dd,ul,ol,figure,pre{margin:0;padding:0}b,strong{font-weight:600}small{font-size:inherit}a{color:var(--acc)}
    .eb{color:var(--mut);font-size:13px;font-weight:500}
    h1{font-size:40px;line-height:1.15;font-weight:650;letter-spacing:-.022em;margin:4px 0 8px}
    .meta,.sub{color:var(--mut);font-size:14px}.meta span+span::before{content:"·";margin:0 8px}
    .sub{font-size:15px;margin-bottom:4px}.lead{margin-top:20px;max-width:76ch}
    h2{font-size:21px;line-height:1.3;font-weight:650;letter-spacing:-.012em}h3,h4{font-size:15px;font-weight:650}h4{font-weight:600;color:var(--mut)}
    section{margin-top:64px}section section{margin-top:36px}main>h2{margin-top:64px}h3,h4,*+h2{margin-top:36px}section>:first-child{margin-top:0}
    p+p{margin-top:8px}main>p,section>p,.col>p,details>p{max-width:76ch;margin-top:14px}
    .cap{color:var(--mut);font-size:14px;margin-top:14px}h2+.tb>.cap,h3+.tb>.cap,h4+.tb>.cap{margin-top:2px}
    ul.li,ol.li{padding-left:20px;margin-top:14px;max-width:76ch}.li .li{margin-top:0}.li>li{padding-left:4px;margin-top:4px}.li>li::marker{color:var(--mut)}
    hr{border:0;border-top:1px solid var(--line);margin:36px 0}
    pre{margin-top:14px;padding:14px;background:var(--soft);border-radius:6px;overflow-x:auto;font:13px/20px var(--mono)}
    code{font-family:var(--mono);font-size:13px;background:var(--soft);border-radius:4px;padding:1px 4px}pre code{background:none;padding:0}
    .cols{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,340px),1fr));gap:28px 36px;margin-top:14px}.col{min-width:0}.col>:first-child{margin-top:0}main>.cols:has(>.col>section){margin-top:36px}
    .fn,footer{color:var(--mut);font-size:13px}.fn{margin-top:10px}footer{margin-top:64px;border-top:1px solid var(--line);padding-top:14px}footer p{max-width:76ch}
    .mut{color:var(--mut)}.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    details{margin-top:20px;font-size:14px}summary{cursor:pointer;color:var(--mut)}

    """

  private static let figures = """
    .kpi{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));margin-top:36px;border-top:1px solid var(--ink)}
    .kpi>div{padding:14px 20px 4px}.kpi>div:nth-child(n+2){border-left:1px solid var(--line)}.kpi>div:nth-child(4n+1){padding-left:0;border-left:0}.kpi>div:nth-child(4n){padding-right:0}.kpi>div:nth-child(n+5){border-top:1px solid var(--line);margin-top:14px}
    .kpi.n1{grid-template-columns:1fr}.kpi.n2{grid-template-columns:1fr 1fr}.kpi.n3{grid-template-columns:repeat(3,minmax(0,1fr))}
    .kpi dt{font-size:13px;color:var(--mut);font-weight:500}.kpi .v{font-size:36px;line-height:1.2;font-weight:600;letter-spacing:-.025em;margin-top:2px;white-space:nowrap}.kpi .v.long{font-size:21px;line-height:43px;letter-spacing:-.012em;white-space:normal}
    .kpi .v small{font-size:20px;color:var(--mut);font-weight:500;letter-spacing:-.01em}.kpi .v.long small{font-size:15px}.kpi .s{font-size:13px;color:var(--mut);line-height:22px}.kpi .x{margin-top:10px}
    .kg{display:block;overflow:visible}.kc{fill:var(--acc)}
    .ntc{display:flex;gap:10px;padding:9px 14px;border-radius:6px;font-size:14px;margin-top:8px;background:var(--soft)}*:not(.ntc)+.ntc{margin-top:28px}
    .ntc.warning{background:var(--wrnb)}.ntc.caution{background:var(--badb)}.ntc p{position:relative}.ntc .k,.ld>strong:first-of-type{font-weight:600;color:var(--acc)}.warning .k,.warning .ld>strong:first-of-type{color:var(--wrn)}.caution .k,.caution .ld>strong:first-of-type{color:var(--bad)}
    .ic{width:16px;height:16px;flex:none;margin-top:2.5px;fill:none;stroke:var(--acc);stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}.warning .ic{stroke:var(--wrn)}.caution .ic{stroke:var(--bad)}

    """

  private static let tables = """
    .scroll{position:relative;overflow-x:auto;padding-right:10px;margin-right:-10px;margin-top:14px}.tb+.tb,figure+.tb,details+.tb,.tb+.cols{margin-top:28px}.scroll:focus-visible,pre:focus-visible,summary:focus-visible{outline:2px solid var(--acc);outline-offset:2px}
    .t{border-collapse:collapse;width:100%;font-size:14px;line-height:20px}
    .t th,.t td{padding:8px 0 8px 20px;text-align:right;white-space:nowrap;font-weight:400;border-bottom:1px solid var(--line)}
    .t td.b{font-weight:600}.t th:first-child{text-align:left;padding-left:0}.t tbody th{font-weight:500}.t th.l,.t td.l{text-align:left}.t td.wr{white-space:normal;min-width:220px;overflow-wrap:anywhere}
    .t th:first-child bdi,.t thead bdi{display:inline-block;width:max-content;max-width:min(45vw,420px);white-space:normal;overflow-wrap:anywhere;vertical-align:top}.t thead bdi{max-width:180px;vertical-align:bottom}
    .t thead th{font-size:13px;color:var(--mut);font-weight:500;vertical-align:bottom;border-bottom:1px solid var(--axis);padding-top:0}
    .t tfoot th,.t tfoot td{border-bottom:0;border-top:1px solid var(--ink);font-weight:600}.t tbody tr:last-child>*{border-bottom:0}
    .t tbody tr.mut>*{color:var(--mut)}.t tbody tr.mut th{font-weight:400;font-style:italic}.t sup{font-size:11px;line-height:0;margin-right:-.55em;color:var(--mut)}
    .t .gh th{font-size:13px;color:var(--mut);font-weight:500;padding-top:18px}.t tbody:first-of-type .gh th{padding-top:10px}
    .rep tbody tr>*{border-bottom:0;padding-top:4px;padding-bottom:4px}.rep tbody tr.g1>*{border-top:1px solid var(--line);padding-top:8px}.rep tbody:first-of-type tr.g1:first-child>*{border-top:0}
    .sw{display:inline-block;width:9px;height:9px;border-radius:2px;margin-right:8px}.t thead .sw{margin-right:6px}
    .t .barc{width:34%;min-width:200px;padding-left:44px}.t.wide .barc{width:22%;min-width:180px}.hb tbody .barc{padding-top:0;padding-bottom:0}.hb tbody tr>*{padding-top:5px;padding-bottom:5px}
    .t .spc{width:124px}.sp{display:inline-block;vertical-align:middle;overflow:visible}.sp path{fill:none;stroke:var(--mut);stroke-width:1.25;stroke-linejoin:round}.sp circle{fill:var(--acc)}.sp line{stroke:var(--mut);stroke-dasharray:2 2}
    .mx svg{display:block;margin-top:3px;min-width:56px}.mat tbody tr>*{padding-top:7px;padding-bottom:7px;vertical-align:top}
    .dl{display:inline-block;font-size:12.5px;line-height:18px;padding:1px 7px;border-radius:4px;font-weight:600;white-space:nowrap;background:var(--soft);color:var(--mut)}.dl .g{font-size:8px;margin-right:5px;vertical-align:1.5px}.dl.flat .g{font-size:inherit;vertical-align:0}
    .dl.up,.dl.new{background:var(--upb);color:var(--up)}.dl.down,.dl.gone{background:var(--dnb);color:var(--dn)}
    details .t{max-width:640px}details .t.wide{max-width:none}details .t th,details .t td{padding-top:3px;padding-bottom:3px}

    """

  private static let narrow = """
    @media screen and (max-width:720px){main{padding:32px 16px 48px}h1{font-size:32px}\
    .kpi,.kpi.n3{grid-template-columns:1fr 1fr}.kpi>div,.kpi>div:nth-child(4n+1),.kpi>div:nth-child(4n){padding:14px}.kpi>div:nth-child(odd){padding-left:0;border-left:0}.kpi>div:nth-child(even){padding-right:0;border-left:1px solid var(--line)}.kpi>div:nth-child(n+3){border-top:1px solid var(--line);margin-top:0}\
    .kpi.n3>div:nth-child(3){grid-column:1/-1}.kpi.n1{grid-template-columns:1fr}.kpi .v{font-size:28px}.kpi .v.long{font-size:15px;line-height:34px}.kpi .v small{font-size:15px}\
    .meta span{display:block}.meta span+span::before{content:none}section,footer,main>h2{margin-top:48px}.t th,.t td{padding-left:14px}.o1{display:none}\
    .t .barc,.t.wide .barc{min-width:148px;padding-left:20px}.t tr>th:first-child{position:sticky;left:0;background:var(--bg);z-index:1}.t tr.gh>th:first-child{position:static}.t thead bdi{max-width:120px}}

    """

  private static let print = """
    @page{margin:12mm 13mm}
    @media print{body{font-size:10pt}main{max-width:none;padding:0 4px}section{margin-top:18pt}h1,h2,h3,h4,.cap,figcaption,.gh{break-after:avoid}figure,.kpi,.ntc,tr,.short,h2,h3{break-inside:avoid}section>h2,section>h3{padding-bottom:90px;margin-bottom:-90px}thead{display:table-header-group}tfoot{display:table-row-group}\
    h1{font-size:30px;margin:0 0 2px}.kpi{margin-top:14pt}*:not(.ntc)+.ntc{margin-top:12pt}.ntc{margin-top:4px;padding:4px 10px;font-size:9pt}figcaption{margin-bottom:12px}figure+figure{margin-top:14px}details,figure+details{display:none}.scroll,pre{overflow:visible}.scroll{padding-right:8px;margin-right:0}pre{white-space:pre-wrap}\
    .dl,.ntc,.sw,pre,code{print-color-adjust:exact;-webkit-print-color-adjust:exact}.kpi>div{padding-right:12px;padding-left:12px}.kpi .v{font-size:28px}.kpi .v.long{font-size:21px;line-height:34px}.t{font-size:9pt}.t th,.t td{padding-left:10px;padding-top:5px;padding-bottom:5px}.t thead th,.t .gh th,.dl{font-size:8.5pt}.t .spc{width:100px}.sp{max-width:88px}.tb+.tb,.tb+figure,figure+.tb{margin-top:14pt}.pb{break-after:page}.t td.wr{min-width:110px}\
    .t .barc,.t.wide .barc{min-width:120px;padding-left:20px}.t th:first-child bdi{max-width:180px}.t thead bdi{max-width:110px}.t.wide{font-size:8pt}.t.wide th,.t.wide td{padding-left:5px}.t.wide th:first-child{padding-left:0}.t.wide thead th,.t.wide .dl{font-size:7.5pt}.t.wide .barc{width:14%;min-width:72px;padding-left:14px}.t.wide .barc .w{display:none}.t.wide th.l,.t.wide td.l{padding-left:9px}.t.wide td.l{white-space:normal;min-width:56px}.t.wide td.wr{min-width:90px}.t.wide .spc{width:72px}.t.wide .sp{max-width:64px}.t.wide thead bdi{max-width:72px}.t.wide th:first-child bdi{max-width:120px}.mx svg{min-width:36px}\
    footer{margin-top:18pt}a{color:inherit}}
    @media (forced-colors:active){.ca,.c0,.c1,.c2,.c3,.c4,.co,.cr,.kc,.sw,rect{forced-color-adjust:none}.ntc,.dl,pre,code{border:1px solid}.kpi,.t thead th,.t tfoot>tr>*{border-color:CanvasText}svg text{fill:CanvasText}.ic,.sp path{stroke:CanvasText}}

    """
}
