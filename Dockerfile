# Two stages: the first installs from the lock with its hashes, the second holds only what runs.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/steward
COPY requirements.lock ./
RUN /opt/steward/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN /opt/steward/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --uid 10001 --no-create-home --home-dir /data steward && install -d -o 10001 -g 10001 /data
COPY --from=build /opt/steward /opt/steward
ENV PATH=/opt/steward/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /data
VOLUME /data
USER 10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=2)"]
ENTRYPOINT ["steward"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
