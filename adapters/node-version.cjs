/**
 * Ends the process with one line if this Node is too old for the hub. It stands before everything else, at every entry,
 * so it is written in the JavaScript of long ago, and imports nothing.
 *
 * npm scripts run on the Node that npm has installed here; only without that is it the machine's.
 */
var NEEDED = [22, 18];

var version = process.versions.node.split('.').map(Number);
if (version[0] < NEEDED[0] || (version[0] === NEEDED[0] && version[1] < NEEDED[1])) {
  process.stderr.write(
    'The hub needs Node ' +
      NEEDED.join('.') +
      ' or newer, and this is Node ' +
      process.versions.node +
      '. Run it through npm (npm start, npm test, npm run hub), after an npm install with its scripts and development packages: that brings Node 24.\n',
  );
  process.exit(1);
}
