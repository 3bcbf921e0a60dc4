FROM node:24-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --no-audit --no-fund && npm pack --ignore-scripts --pack-destination /tmp

FROM node:24-slim
WORKDIR /app
COPY --from=build /tmp/polaroid-*.tgz /tmp/polaroid.tgz
RUN npm init -y >/dev/null \
    && npm install --omit=dev --no-audit --no-fund /tmp/polaroid.tgz pino@10 prom-client@15 jose@6 @duckdb/node-api@1 \
    && npm cache clean --force \
    && rm /tmp/polaroid.tgz \
    && mkdir /data \
    && chown 1000:1000 /data
USER 1000
VOLUME /data
EXPOSE 50051
ENV POLAROID_HOST=0.0.0.0 POLAROID_ROOT=/data
HEALTHCHECK --interval=10s --timeout=3s CMD ["node", "-e", "const { POLAROID_PORT: port, POLAROID_TLS_CERT: tls } = process.env; process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; fetch(`http${tls ? 's' : ''}://127.0.0.1:${port || 50051}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "node_modules/.bin/polaroid", "serve"]
