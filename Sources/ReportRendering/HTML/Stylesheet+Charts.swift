/// The rules that charts need, with their colours in light and dark, on phones and in print.
extension Stylesheet {
  static let charts: String = [
    heat, chartText, chartMarks, seriesColors, flow, calendar, narrowCharts, printedCharts,
  ].joined()

  private static let heat = """
    :root{--h0:#eef4fa;--h1:#d3e4f3;--h2:#a9cbe7;--h3:#6fa6d3;--h4:#2b77b6;--h5:#0a4478;--t0:#1a1f26;--t1:#fff}
    @media screen and (prefers-color-scheme:dark){:root{--h0:#18222d;--h1:#1b3448;--h2:#1f4d70;--h3:#2c6d9d;--h4:#4b9ad2;--h5:#9dd2f7;--t0:#e6eaee;--t1:#0c1116}}

    """

  private static let chartText = """
    figure{margin-top:14px}figure+details,figure+.fn+details,.fn+.fn+details{margin-top:14px}details+figure,figure+figure,.tb+figure,.fn+figure{margin-top:36px}figcaption{font-size:14px;color:var(--mut);margin-bottom:18px}figcaption b{color:var(--ink)}
    .plot{padding:0 var(--r,14px) 30px max(56px,var(--a,0px))}.plot>svg,.bar,.axs{display:block;overflow:visible}.plot.two{padding-bottom:46px}.plot svg svg{overflow:visible}
    svg text{font-family:var(--sans);fill:var(--mut)}.tk{font-size:12px}.lb{font-size:12.5px}.e{text-anchor:end}.m{text-anchor:middle}
    text.b,tspan.b{font-weight:600}text.ink,tspan.ink{fill:var(--ink)}text.acc,tspan.acc{fill:var(--acc)}text.bad{fill:var(--bad)}.n{display:none}
    .halo{paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round}
    .spl{display:flex;align-items:center;gap:14px;margin:-8px 0 0;font-size:14px}.spl .sp{flex:none}

    """

  private static let chartMarks = """
    .gr,.ax,.lv,.ln,.now,.rl{vector-effect:non-scaling-stroke}.gr{stroke:var(--line)}.ax{stroke:var(--axis)}.lv{stroke:var(--ink);stroke-width:1.25}.now{stroke:var(--axis);stroke-dasharray:2 3}
    .ln{fill:none;stroke-linejoin:round;stroke-width:2.25}.ln.kr{stroke-width:1.5}.ln.fc{stroke-width:2;stroke-dasharray:5 4}.f80{fill:var(--acc2)}.f95{fill:var(--acc3)}
    .ar{stroke:none}.ar.ca{fill:var(--acc2)}.pt{stroke:var(--bg);stroke-width:2}.pt.sm{stroke-width:1}.pt.hol{fill:var(--bg);stroke:var(--bad)}
    .miss{stroke:var(--acc);stroke-dasharray:3 2}.hl{stroke:var(--acc);stroke-width:1.5;opacity:.55}rect.up{fill:var(--upf)}rect.dn{fill:var(--dnf)}.st{stroke:var(--bg);stroke-width:1}

    """

  private static let seriesColors = """
    .ca{fill:var(--acc);background:var(--acc)}.c0{fill:var(--s0);background:var(--s0)}.c1{fill:var(--s1);background:var(--s1)}.c2{fill:var(--s2);background:var(--s2)}.c3{fill:var(--s3);background:var(--s3)}.c4{fill:var(--s4);background:var(--s4)}.co{fill:var(--so);background:var(--so)}.cr{fill:var(--prev);background:var(--prev)}
    .ka{stroke:var(--acc)}.k0{stroke:var(--s0)}.k1{stroke:var(--s1)}.k2{stroke:var(--s2)}.k3{stroke:var(--s3)}.k4{stroke:var(--s4)}.ko{stroke:var(--so)}.kr{stroke:var(--prev)}

    """

  private static let flow = """
    .plot.sank{padding:4px var(--r,158px) 12px var(--l,172px)}.rb{opacity:.38}.rl{fill:none;stroke-width:1;opacity:.7}.ll{transform:translateX(calc(-1*var(--l,172px)))}

    """

  private static let calendar = """
    .leg{display:flex;align-items:center;gap:2px;font-size:12px;color:var(--mut);margin-top:-8px}.leg span:first-child{margin-right:8px}.leg .k{min-width:44px;padding:1px 6px;color:var(--t0)}.leg .h4,.leg .h5{color:var(--t1)}
    .cals{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,290px),1fr));gap:28px;margin-top:18px;align-items:start}.cal{border-collapse:separate;border-spacing:2px;width:100%;table-layout:fixed;font-size:12.5px;line-height:15px}
    .cal caption{text-align:left;font-size:14px;padding:0 2px 8px}.cal caption b{font-weight:600}.cal caption span{color:var(--mut);float:right}.cal th{font-size:12px;font-weight:500;color:var(--mut);padding:0 0 2px 4px;text-align:left}.cal abbr{text-decoration:none}
    .cal td{height:40px;padding:3px 4px;vertical-align:top;border-radius:2px;text-align:right;white-space:nowrap;color:var(--t0)}.cal .sm{font-size:10.5px}.cal td b{display:block;font-size:10.5px;line-height:13px;font-weight:400;text-align:left}
    .cal .fu{box-shadow:inset 0 0 0 1px var(--line);color:var(--mut)}.h0{background:var(--h0)}.h1{background:var(--h1)}.h2{background:var(--h2)}.h3{background:var(--h3)}.h4,.cal .h4{background:var(--h4);color:var(--t1)}.h5,.cal .h5{background:var(--h5);color:var(--t1)}
    .cal .inc{outline:1.5px dashed var(--ink);outline-offset:-1.5px}

    """

  private static let narrowCharts = """
    @media screen and (max-width:720px){.w{display:none}.n{display:inline}.plot{padding-right:var(--p,14px);padding-left:max(50px,var(--a,0px))}.plot.ptwo{padding-bottom:46px}.plot.sank{padding:0 92px 12px}.ll{transform:translateX(-92px)}\
    .leg{flex-wrap:wrap}.leg span:first-child{width:100%}.leg .k{min-width:0;padding:1px 5px}}

    """

  private static let printedCharts = """
    @media print{.leg{break-after:avoid}figure+.fn{break-before:avoid}.cals,.cal{break-inside:avoid}.cal td,.k{print-color-adjust:exact;-webkit-print-color-adjust:exact}.cals{gap:14px}.cal{font-size:10px}.cal td{height:30px;padding:2px 3px}.plot{padding-bottom:24px}}
    @media (forced-colors:active){.ca,.c0,.c1,.c2,.c3,.c4,.co,.cr,.h0,.h1,.h2,.h3,.h4,.h5,rect,.plot path{forced-color-adjust:none}}

    """
}
