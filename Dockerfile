# Builds the package, and puts what runs of it into an image without tools to build with.
FROM node:22-alpine AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build -- --no-types \
  && npm pack --ignore-scripts --pack-destination /tmp \
  && mkdir /safeguard \
  && tar -xzf /tmp/safeguard-*.tgz -C /safeguard --strip-components=1 \
  && cp dist/*.cache /safeguard/dist/ \
  && cp package-lock.json .npmrc /safeguard/ \
  && npm ci --prefix /safeguard --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:22-alpine
LABEL org.opencontainers.image.title="Safeguard" \
  org.opencontainers.image.description="Policy-as-code compliance checker for HIPAA" \
  org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /safeguard /opt/safeguard
RUN ln -s /opt/safeguard/bin/safeguard.cjs /usr/local/bin/safeguard \
  && mkdir /work \
  && chown node:node /work
ENV NODE_ENV=production
# The user node, by its number: Kubernetes wants to see that it is not root.
USER 1000
WORKDIR /work
ENTRYPOINT ["safeguard"]
CMD ["--help"]
