import { aLog, aPlan, at, RECOUNTED, startVisits, type VisitsGround } from './visits-harness.js';

let ground: VisitsGround;
beforeAll(async () => {
  ground = await startVisits();
});
afterAll(() => ground.hub.stop());

it('DEL-01: smoke', async () => {
  const placement = await ground.placement();
  const plan = aPlan(placement, { plannedStart: at(-60), plannedWorkers: ['W1'] });
  const answers = await ground.record({
    plans: [plan],
    logs: [aLog(placement, { arrivedAt: at(-55), departedAt: at(-28) })],
  });
  console.log(answers);
  console.log(
    await ground.rows('select * from monitoring.visit'),
    await ground.rows(RECOUNTED),
    await ground.rows('select * from monitoring.day_figures'),
  );
});
