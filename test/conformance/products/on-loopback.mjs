import { Server } from 'node:net';

// Loaded into the suite's packaged subgraphs, which would listen on a fixed port of every interface.
const listen = Server.prototype.listen;
Server.prototype.listen = function (_where, ...rest) {
  return listen.call(this, { port: 0, host: '127.0.0.1' }, ...rest);
};
