import { NestFactory } from '@nestjs/core';
import { NestLogger, type ApplicationFactory } from '@gatehouse/service-host';
import { HttpEdge } from './http-edge.js';

/** The application of the gateway: the module's providers as everywhere, and HTTP in place of handlers on NATS. */
export const httpApplication: ApplicationFactory = async (module, platform) => {
  const application = await NestFactory.createApplicationContext(module, {
    logger: new NestLogger(platform.log),
    abortOnError: false,
  });
  const edge = application.get(HttpEdge, { strict: false });
  return {
    listen: () => edge.listen(),
    close: async () => {
      await edge.close();
      await application.close();
    },
    get: <T>(token: unknown) => application.get<T>(token as never, { strict: false }),
  };
};
