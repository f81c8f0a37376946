import type pg from 'pg';
import pc from 'picocolors';

/** What `npm start` says once the hub is ready: where it is, a token for each role, and what to try. */
export async function welcome(hub: {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly seconds: number;
  /** Sockets and event streams that it may hold, and files and connections that its system lets it hold open. */
  readonly streams: number;
  readonly descriptors: number;
  readonly token: (subject: string) => Promise<string>;
}): Promise<void> {
  const { rows } = await hub.pool.query<{ role: string; subject: string }>(
    `select distinct on (role) role, subject from platform.access_grant where revoked_at is null
     order by role, (subject not like '%bromley' and subject not like '%oakwood'), subject`,
  );
  const lines = [
    '',
    pc.bold(`The hub is ready, after ${hub.seconds.toFixed(1)} s.`),
    '',
    `  Explorer   ${pc.cyan(hub.url.replace(/\/graphql$/, ''))}   (a tab of examples for each role, with its token)`,
    `  GraphQL    ${pc.cyan(`${hub.url.replace(/\/graphql$/, '')}/graphql`)}   over HTTP, WebSocket (graphql-transport-ws) and event streams`,
    `  Room       ${hub.streams.toLocaleString('en-GB')} sockets and event streams   (open files and connections: ${hub.descriptors.toLocaleString('en-GB')})`,
    '',
  ];
  if (rows.length > 0) {
    lines.push(pc.bold('Tokens'), '');
    for (const { role, subject } of rows)
      lines.push(`  ${role} ${pc.dim(`(${subject})`)}`, `    ${await hub.token(subject)}`);
    lines.push(
      '',
      pc.bold('Things to try, in another terminal'),
      '',
      '  1. Watch as a provider’s rostering system: it is told of call-offs live, bids, and confirms first calls.',
      `     ${pc.green('npm run rostering -- oakwood')}`,
      '  2. Let the council’s case system ask for care in the East, and see the rostering system bid for it.',
      `     ${pc.green('npm run hub -- demo request')}`,
      '  3. Let two hours pass: windows close, and the bids are put in order.',
      `     ${pc.green('npm run hub -- clock advance 2h')}`,
      '  4. Let the broker award to the bid that comes first: outcomes are told, and the winner confirms its first call.',
      `     ${pc.green('npm run hub -- demo award')}`,
      '  5. Once people are in care, watch a provider’s alert desk, and let the council commission a call that nobody makes:',
      '     its alert comes in the 30th minute.',
      `     ${pc.green('npm run hub -- watch alerts')}   and   ${pc.green('npm run hub -- demo late-call')}`,
    );
  }
  lines.push(
    '',
    pc.dim('Ctrl-C stops everything; npm start finds it all again; npm start -- --fresh starts over.'),
    '',
  );
  process.stdout.write(`${lines.join('\n')}\n`);
}
