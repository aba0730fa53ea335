# Builds Madoguchi from the clone and runs it as an unprivileged user on one data volume:
#   docker build -t madoguchi . && docker run -p 3000:3000 -v madoguchi:/var/lib/madoguchi madoguchi
FROM node:20-bookworm-slim AS node

FROM rust:1.95.0-bookworm AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /build
# The tools first: they change less often than the sources.
COPY rust-toolchain.toml Cargo.lock ./
COPY .ci/tools .ci/tools
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc frontend/
RUN .ci/tools site
COPY . .
RUN .ci/tools site && node frontend/build.mjs && cargo build --quiet --release -p server

# The font is for the words in the charts of reports that go out by mail.
FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates fonts-ipafont-gothic \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --home-dir /var/lib/madoguchi --create-home --shell /usr/sbin/nologin madoguchi
COPY --from=build /build/target/release/madoguchi /usr/local/bin/madoguchi
USER madoguchi
ENV MADOGUCHI_DATA=/var/lib/madoguchi MADOGUCHI_LISTEN=0.0.0.0:3000
VOLUME /var/lib/madoguchi
EXPOSE 3000
STOPSIGNAL SIGTERM
ENTRYPOINT ["madoguchi"]
CMD ["serve"]
