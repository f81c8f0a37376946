import { accessLost, accessTold } from '../../../../subgraphs/providers/rules/councils/access-told.js';

const OAK = '11111111-1111-4111-8111-111111111111';
const ELM = '22222222-2222-4222-8222-222222222222';
const rostering = (organisation: string, ...councils: string[]) => ({
  role: 'rostering' as const,
  organisation,
  councils,
});
const broker = (council: string) => ({ role: 'broker' as const, organisation: council, councils: [council] });
const operator = (...councils: string[]) => ({ role: 'operator' as const, organisation: 'hub', councils });

it('IDG-06: a council’s contract officers are told of their own people', () => {
  expect(accessTold(broker('bromley'))).toEqual([
    { council: 'bromley', audience: { roles: ['contract-officer'] }, providerId: null },
  ]);
});

it('IDG-06, IDG-26: a provider is told of its own, and each of its councils by itself', () => {
  const audience = { roles: ['contract-officer'], providers: [OAK] };
  expect(accessTold(rostering(OAK, 'ashdown', 'bromley'))).toEqual([
    { council: 'ashdown', audience, providerId: OAK },
    { council: 'bromley', audience, providerId: OAK },
  ]);
});

it('IDG-06: the log keeps what an operator may do, and nobody is told', () => {
  expect(accessTold(operator('bromley'))).toEqual([{ council: null, audience: {}, providerId: null }]);
});

it.each([
  ['the same again', broker('bromley'), broker('bromley'), []],
  ['one council less', rostering(OAK, 'ashdown', 'bromley'), rostering(OAK, 'bromley'), ['ashdown']],
  ['one council more', rostering(OAK, 'bromley'), rostering(OAK, 'ashdown', 'bromley'), []],
  ['another provider', rostering(OAK, 'bromley'), rostering(ELM, 'bromley'), ['bromley']],
  ['another council', broker('bromley'), broker('ashdown'), ['bromley']],
  ['an operator with fewer councils', operator('bromley', 'ashdown'), operator(), []],
  ['a broker who becomes an operator', broker('bromley'), operator('bromley'), ['bromley']],
  ['an operator who becomes a broker', operator('bromley'), broker('bromley'), [null]],
])('IDG-06: where access has ended by %s', (_how, before, after, councils) => {
  expect(accessLost(before, after).map(({ council }) => council)).toEqual(councils);
});
