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
.quiet{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.5rem}
.figures{display:flex;gap:1rem;flex-wrap:wrap;margin:1rem 0}.figures div{padding:.6rem 1rem;border-radius:8px;min-width:7rem}.figures dt{font-size:.9rem}.figures dd{margin:0;font-size:1.8rem;font-weight:600}
.badge{display:inline-block;padding:0 .5rem;border-radius:1rem;font-size:.85rem;white-space:nowrap}
.fail,.badge.not-satisfied{background:var(--fail-bg);color:var(--fail)}.unknown,.badge.indeterminate{background:var(--unknown-bg);color:var(--unknown)}
.waived,.badge.accepted,.badge.attested{background:var(--waived-bg);color:var(--waived)}.pass,.badge.satisfied{background:var(--pass-bg);color:var(--pass)}
.badge.not-exercised,.badge.not-assessed{background:var(--none-bg);color:var(--soft)}
.severity{font-size:.85rem;color:var(--soft)}.severity.critical,.severity.high{font-weight:600;color:var(--text)}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
th{background:var(--panel);white-space:nowrap}.specification{padding-left:1.2rem;white-space:nowrap}.standard{font-weight:600;white-space:nowrap}
details{margin:.3rem 0}summary{cursor:pointer}details.control,details.policy,article{border:1px solid var(--line);border-radius:8px;padding:.6rem .9rem;margin:.5rem 0}
article{content-visibility:auto;contain-intrinsic-size:auto 9rem}article p{margin:.3rem 0}
#filters{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end;position:sticky;top:0;background:var(--ground);padding:.6rem 0;border-bottom:1px solid var(--line);z-index:1}
#filters label{display:grid;font-size:.85rem;color:var(--soft)}#filters input,#filters select,#filters button{font:inherit;color:var(--text);background:var(--ground);border:1px solid var(--soft);border-radius:6px;padding:.25rem .5rem;max-width:16rem}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
nav ol{columns:2;padding-left:1.2rem}
svg{font:12px ui-monospace,monospace}svg .edge{fill:none;stroke:var(--soft);stroke-width:1.5}svg marker path{fill:var(--soft)}svg .dead-letters{stroke-dasharray:7 4}svg .archives,svg .alerts{stroke-dasharray:2 4}svg .uncertain{opacity:.5}
svg text{text-anchor:middle;fill:var(--text)}svg .type{font-size:10px;fill:var(--soft)}svg .node rect{fill:var(--none-bg);stroke:var(--line)}
svg .node.fail rect{fill:var(--fail-bg);stroke:var(--fail)}svg .node.unknown rect{fill:var(--unknown-bg);stroke:var(--unknown)}svg .node.pass rect{fill:var(--pass-bg);stroke:var(--pass)}svg .node.waived rect{fill:var(--waived-bg);stroke:var(--waived)}
.legend{color:var(--soft);font-size:.9rem}
@media print{@page{margin:18mm 14mm}body{max-width:none;padding:0;font-size:10.5pt}.screen,.skip{display:none}.cover{break-after:page}section{break-before:page}article,details.control,tr{break-inside:avoid}article{content-visibility:visible}svg{max-width:100%;height:auto}a{color:inherit;text-decoration:none}thead{display:table-header-group}}
`;
