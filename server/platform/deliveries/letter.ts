import type { Language } from '../../domain/languages.ts';

/** A line that leads somewhere. */
export type Line = Readonly<{ text: string; url: string }>;
/** A paragraph, a link on its own, or a heading with lines. */
export type Block = string | Line | Readonly<{ title: string; lines: readonly Line[] }>;

/** What a mail says, before it is laid out. It holds our own sentences only, nothing that somebody wrote. */
export type Letter = Readonly<{
  language: Language;
  subject: string;
  blocks: readonly Block[];
  foot: readonly Block[];
}>;

export type Written = Readonly<{ subject: string; text: string; html: string }>;

/** Lays a letter out twice, as plain text and as a plain page that can be printed. */
export function written({ language, subject, blocks, foot }: Letter): Written {
  const text = [...blocks.map(plain), '-- ', ...foot.map(plain)].join('\n\n');
  const html = `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><title>${escaped(subject)}</title>
<style>body{font:16px/1.6 sans-serif;color:#1a1a1a;background:#fff;max-width:40em;margin:1em}h2{font-size:1.1em}
.foot{color:#555;font-size:.85em;border-top:1px solid #ccc;margin-top:2em}
@media print{a::after{content:" (" attr(href) ")"}}</style></head>
<body>
<h1 style="font-size:1.3em">${escaped(subject)}</h1>
${blocks.map(marked).join('\n')}
<div class="foot">
${foot.map(marked).join('\n')}
</div>
</body>
</html>
`;
  return { subject, text: `${text}\n`, html };
}

const plainLine = ({ text, url }: Line): string => `${text}\n${url}`;

function plain(block: Block): string {
  if (typeof block === 'string') return block;
  if ('url' in block) return plainLine(block);
  return [block.title, ...block.lines.map((line) => `- ${plainLine(line)}`)].join('\n\n');
}

const link = ({ text, url }: Line): string => `<a href="${escaped(url)}">${escaped(text)}</a>`;

function marked(block: Block): string {
  if (typeof block === 'string') return `<p>${escaped(block)}</p>`;
  if ('url' in block) return `<p>${link(block)}</p>`;
  const lines = block.lines.map((line) => `<li>${link(line)}</li>`).join('\n');
  return `<h2>${escaped(block.title)}</h2>\n<ul>\n${lines}\n</ul>`;
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
