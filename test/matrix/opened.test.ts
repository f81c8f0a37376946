import { expectNothingWritten, Ground } from './ground.js';
import { stageTests } from './stages.js';

/** From the award to the end of care the winner sees the person whom it cares for, and nobody else does. */

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.start('closed');
});
afterAll(() => ground?.stop());

stageTests(['awarded', 'placed', 'started', 'ended'], () => ground);

it('IDG-01, IDG-07, IDG-16: neither the log of events nor that of the hub has any of it', () =>
  expectNothingWritten(ground));
