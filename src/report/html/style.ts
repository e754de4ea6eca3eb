/** Light and dark, screen and paper. Colours keep a contrast of 4.5 and more on their ground (WCAG AA). */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--text:#1b1f24;--soft:#57606a;--line:#d0d7de;--panel:#f6f8fa;--link:#0550ae;
--fail:#a40e26;--unknown:#7a4b00;--waived:#0550ae;--pass:#116329;--fail-bg:#ffebe9;--unknown-bg:#fff5d6;--waived-bg:#ddf4ff;--pass-bg:#dafbe1;--none-bg:#eef1f4}
@media (prefers-color-scheme:dark){:root{--ground:#0d1117;--text:#e6edf3;--soft:#9da7b3;--line:#30363d;--panel:#161b22;--link:#79b8ff;
--fail:#ffa198;--unknown:#f2cc60;--waived:#a5d6ff;--pass:#7ee787;--fail-bg:#3d1214;--unknown-bg:#332500;--waived-bg:#0c2d4f;--pass-bg:#0f2d18;--none-bg:#21262d}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:1rem 1.5rem 4rem;font:16px/1.5 system-ui,sans-serif;background:var(--ground);color:var(--text)}
h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0}h2{margin:2.5rem 0 .8rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
h3{font-size:1.05rem;margin:0;display:inline}a{color:var(--link)}
code,pre{font:13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}pre{background:var(--panel);padding:.8rem;overflow:auto;overflow-wrap:normal;border-radius:6px}
.product{letter-spacing:.08em;text-transform:uppercase;color:var(--soft);margin:0}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.5rem}
.figures{display:flex;gap:1rem;flex-wrap:wrap;margin:1rem 0}.figures div{padding:.6rem 1rem;border-radius:8px;min-width:7rem}.figures dt{font-size:.9rem}.figures dd{margin:0;font-size:1.8rem;font-weight:600}
.badge{display:inline-block;padding:0 .5rem;border-radius:1rem;font-size:.85rem;white-space:nowrap}
.fail,.badge.not-satisfied{background:var(--fail-bg);color:var(--fail)}.unknown,.badge.indeterminate{background:var(--unknown-bg);color:var(--unknown)}
.waived,.badge.accepted,.badge.attested{background:var(--waived-bg);color:var(--waived)}.pass,.badge.satisfied{background:var(--pass-bg);color:var(--pass)}
.badge.not-exercised,.badge.not-assessed{background:var(--none-bg);color:var(--soft)}
.severity{font-size:.85rem;color:var(--soft)}.severity.critical,.severity.high{font-weight:600;color:var(--text)}
.wide{overflow-x:auto}.wide+.wide,p+.wide{margin-top:1.2rem}table{border-collapse:collapse;width:100%;font-size:.92rem}caption{text-align:left;font-weight:600;padding:.3rem 0;color:var(--soft)}
.address{display:inline-block;min-width:13rem;overflow-wrap:anywhere}p .address{display:inline}.nowrap,time,.number{white-space:nowrap}.number{text-align:right}.none{color:var(--soft)}p,h1,h3,li,dd,dt,summary,caption{overflow-wrap:anywhere}td{overflow-wrap:break-word}article td,details td{overflow-wrap:anywhere;min-width:5rem}td p{margin:.15rem 0}
h3.title{display:block;margin:1.2rem 0 .4rem}.compact{columns:2;font-size:.9rem;padding-left:1.2rem}
.answers,.glossary{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:.8rem;margin:1.2rem 0}.answers div{border-left:4px solid var(--line);padding:.1rem .8rem}.answers dt,.glossary dt{font-weight:600}.answers dd,.glossary dd{margin:0}
.key{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:0;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
th{background:var(--panel);white-space:nowrap}.specification{padding-left:1.2rem;white-space:nowrap}.standard{font-weight:600;white-space:nowrap}
details{margin:.3rem 0}summary{cursor:pointer}details.control,details.policy,article{border:1px solid var(--line);border-radius:8px;padding:.6rem .9rem;margin:.5rem 0}
article{content-visibility:auto;contain-intrinsic-size:auto 9rem}article p{margin:.3rem 0}
#filters{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end;background:var(--ground);padding:.6rem 0;border-bottom:1px solid var(--line);z-index:1}
#filters label{display:grid;font-size:.85rem;color:var(--soft)}#filters input,#filters select,#filters button{font:inherit;color:var(--text);background:var(--ground);border:1px solid var(--soft);border-radius:6px;padding:.25rem .5rem;max-width:16rem}
@media (min-width:60rem) and (min-height:30rem){#filters{position:sticky;top:0}article,#list article{scroll-margin-top:7rem}}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
@media (max-width:50rem){.wide table{min-width:46rem}}
nav ol{columns:18rem 2;padding-left:1.2rem}
svg.flow{max-width:100%;height:auto}svg.large{max-width:none}svg{font:12px ui-monospace,monospace}svg .edge{fill:none;stroke:var(--soft);stroke-width:1.5}svg marker path{fill:var(--soft)}svg .dead-letters{stroke-dasharray:7 4}svg .archives{stroke-dasharray:8 3 2 3}svg .alerts{stroke-dasharray:2 4}svg .uncertain{opacity:.55}
svg text{text-anchor:middle;fill:var(--text)}svg .type{font-size:11px;fill:var(--soft)}svg .node rect{fill:var(--none-bg);stroke:var(--line)}
svg .node.fail rect{fill:var(--fail-bg);stroke:var(--fail)}svg .node.unknown rect{fill:var(--unknown-bg);stroke:var(--unknown)}svg .node.pass rect{fill:var(--pass-bg);stroke:var(--pass)}svg .node.waived rect{fill:var(--waived-bg);stroke:var(--waived)}
.legend{color:var(--soft);font-size:.9rem}
@media print{@page{margin:14mm 12mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif}@bottom-left{content:"Safeguard";font:8pt sans-serif}}:root{--soft:#444c56}body{max-width:none;padding:0;font-size:9pt;line-height:1.35}code,pre{font-size:8pt}pre{padding:.4rem;white-space:pre-wrap;break-inside:avoid}.screen,.skip{display:none!important}
h1{font-size:20pt}h3{font-size:10pt}table,.legend,.badge,.severity,.key,.compact{font-size:8.5pt}article summary,article caption{display:none}h2{margin:1.2rem 0 .4rem;break-after:avoid}summary,h3,caption{break-after:avoid}.cover,nav{break-after:page}#matrix,#controls,#findings,#policies{break-before:page}
article,tr{break-inside:avoid}article{content-visibility:visible}article,details.control,details.policy{padding:.3rem .5rem;margin:.3rem 0}article p,details p{margin:.15rem 0}th,td{padding:.15rem .4rem}.address{min-width:9rem}
details::details-content{content-visibility:visible;display:block}summary{list-style:none}.wide{overflow:visible}.wide table{min-width:0}svg.flow{max-width:100%!important;height:auto}a{color:inherit;text-decoration:none}thead{display:table-header-group}.compact{columns:2}}
`;
