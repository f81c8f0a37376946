import { dropTestDatabases } from './database.js';
import { discardCluster } from './global-setup.js';

export default async function stopDatabase(): Promise<void> {
  const directory = process.env.TEST_DATABASE_DIRECTORY;
  if (directory) await discardCluster(directory);
  else await dropTestDatabases();
}
