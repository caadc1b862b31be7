/** The style of every page: the reader's own fonts and colours, light or dark, from 320 pixels on. */
export const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --ink: CanvasText; --good: #1a7f37; --bad: #c4302b; --mid: #9a6700; --link: #0b62c4; }
@media (prefers-color-scheme: dark) { :root { --good: #4ac26b; --bad: #ff7b72; --mid: #d9a520; --link: #6cb0ff; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; background: Canvas; color: var(--ink); }
a { color: var(--link); }
header { padding: .75rem 1rem; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; }
header strong { font-size: 1.05rem; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
nav a[aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
main { padding: 1rem; max-width: 78rem; margin: 0 auto; }
h1 { font-size: 1.35rem; margin: .25rem 0 .75rem; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
.note { color: GrayText; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .75rem; }
.card { overflow-wrap: anywhere; border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; min-width: 0; }
.card b { display: block; font-size: 1.3rem; overflow-wrap: anywhere; }
.table { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
tr:last-child td { border-bottom: 0; }
th { font-weight: 600; background: var(--soft); white-space: nowrap; }
td { overflow-wrap: break-word; max-width: 28rem; }
td:first-child a { white-space: nowrap; }
.badge { white-space: nowrap; font-weight: 600; }
.good { color: var(--good); } .bad { color: var(--bad); } .mid { color: var(--mid); }
form { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: end; margin: 0 0 1rem; }
label { display: grid; gap: .15rem; min-width: 0; }
label.check { display: flex; align-items: center; gap: .4rem; padding-bottom: .35rem; }
input, select, textarea, button { font: inherit; padding: .35rem .5rem; border: 1px solid var(--line); border-radius: .35rem; background: Canvas; color: CanvasText; max-width: 100%; }
textarea { width: 100%; min-height: 14rem; font: 13px/1.45 ui-monospace, monospace; }
label.wide { flex: 1 1 100%; }
button { cursor: pointer; background: var(--soft); }
button.danger { color: var(--bad); border-color: var(--bad); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
pre { overflow: auto; max-height: 32rem; padding: .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--soft); font: 13px/1.45 ui-monospace, monospace; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1rem; margin: 0 0 1rem; }
dt { color: GrayText; } dd { margin: 0; overflow-wrap: anywhere; }
.pages { display: flex; gap: 1rem; margin: .75rem 0; }
@media (max-width: 40rem) {
  .table { position: relative; }
  thead { display: block; position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, td { display: block; }
  tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  tr:last-child { border-bottom: 0; }
  td { display: flex; gap: .75rem; border: 0; padding: .1rem .6rem; max-width: none; overflow-wrap: anywhere; }
  td:empty { display: none; }
  td::before { content: attr(data-head); flex: 0 0 6rem; color: GrayText; }
}
@media (max-width: 40rem) { dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dd { margin-bottom: .5rem; } }
`;
