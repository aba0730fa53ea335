// Starts the mail servers and the database for a run that was not started through servers/with.mjs.
import { startServers } from './servers/servers.mjs';

export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.MADOGUCHI_TEST_REQUIRE) return undefined;
  const servers = await startServers();
  Object.assign(process.env, servers.env);
  return () => servers.stop();
}
