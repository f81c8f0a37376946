import { FAULTS } from '../../gateway/faults.js';
import { UNAUTHENTICATED_BECAUSE } from '../../gateway/unauthenticated.js';
import { foundRefusals } from './refusals.js';
import { generated, link, sources } from './sources.js';

/** docs/errors.md */
export async function errorsDocument(): Promise<string> {
  const about =
    'Every code that the hub answers with. A **refusal** is data: the rule-book says no, nothing was changed, and `message`\n' +
    'says what would be accepted. A **fault** is a GraphQL error with `extensions.code`: no answer was given. Neither\n' +
    'repeats what was sent. `…` stands for what the message fills in.';
  return [generated('Errors', about), await refusalsSection(), await faultsSection(), reasonsSection()].join('\n');
}

async function refusalsSection(): Promise<string> {
  const all = await foundRefusals();
  const rows = sorted(all.map(({ code }) => code)).map((code) => {
    const found = all.filter((each) => each.code === code);
    const rules = sorted(found.flatMap((each) => each.rules));
    const messages = sorted(found.flatMap((each) => each.messages)).map((each) => each.replaceAll('|', '\\|'));
    const where = sorted(found.map(({ path }) => path)).map((path) => link(path, shortly(path)));
    return `| \`${code}\` | ${rules.join(', ') || 'varies'} | ${messages.join('<br>')} | ${where.join('<br>')} |`;
  });
  return `## Refusals\n\n| code | rule | what it says | where |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

async function faultsSection(): Promise<string> {
  const files = (await sources('{kernel,gateway,hub}/**/*.ts')).filter(({ path }) => path !== 'gateway/faults.ts');
  const rows = Object.entries(FAULTS).map(([code, { status, means, act }]) => {
    const where = files.filter(({ text }) => text.includes(`'${code}'`)).map(({ path }) => link(path, shortly(path)));
    return `| \`${code}\` | ${status} | ${means} | ${act} | ${where.join('<br>')} |`;
  });
  return `## Faults\n\nThe status is that of an HTTP answer which has nothing else to give.\n\n| code | status | what it means | what to do | where |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
}

function reasonsSection(): string {
  const rows = Object.entries(UNAUTHENTICATED_BECAUSE).map(([reason, message]) => `| \`${reason}\` | ${message} |`);
  return `## Reasons of \`UNAUTHENTICATED\`\n\n| reason | what it says |\n|---|---|\n${rows.join('\n')}\n`;
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function shortly(path: string): string {
  return path.replace(/^subgraphs\//, '').replace(/\.ts$/, '');
}
