# syntax=docker/dockerfile:1
# Wheels only: nothing is compiled, and no compiler is in either stage.
ARG PYTHON=3.12
FROM python:${PYTHON}-slim AS build
# The extras to install, for example "[plot]"
ARG EXTRAS=""
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY vendorrisk vendorrisk
COPY rules rules
COPY seeds seeds
RUN python -m venv /opt/vendorrisk \
    && /opt/vendorrisk/bin/python -m pip install --no-cache-dir --disable-pip-version-check --only-binary :all: ".${EXTRAS}" \
    && /opt/vendorrisk/bin/python -m pip uninstall --yes --quiet pip

FROM python:${PYTHON}-slim
LABEL org.opencontainers.image.title="vendorrisk" \
      org.opencontainers.image.description="Score vendor neutrality risk from documents" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/vendorrisk /opt/vendorrisk
# Compiled kernels and fonts are kept below /tmp: with --read-only give --tmpfs /tmp
ENV PATH=/opt/vendorrisk/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUTF8=1 \
    NUMBA_CACHE_DIR=/tmp/numba \
    MPLCONFIGDIR=/tmp/matplotlib
USER 10001:10001
WORKDIR /data
ENTRYPOINT ["vendorrisk"]
CMD ["--help"]
