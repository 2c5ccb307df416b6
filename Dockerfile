# The whole product in one image:
#   docker build -t notebook .
#   docker run -p 8080:8080 -v notebook:/data notebook
# docs/operating.md has every setting.

ARG DOTNET_SDK=mcr.microsoft.com/dotnet/sdk:10.0

FROM ${DOTNET_SDK} AS build
WORKDIR /source
# Restoring depends on these alone, so that a change of code does not restore again.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY Notebook.Web/Notebook.Web.csproj Notebook.Web/packages.lock.json Notebook.Web/*.targets Notebook.Web/
COPY Notebook.Kernel/Notebook.Kernel.csproj Notebook.Kernel/packages.lock.json Notebook.Kernel/
COPY Notebook.Kernel/Preinstalled Notebook.Kernel/Preinstalled
COPY Notebook.Interactive/Notebook.Interactive.csproj Notebook.Interactive/packages.lock.json Notebook.Interactive/
COPY Notebook.Protocol/Notebook.Protocol.csproj Notebook.Protocol/packages.lock.json Notebook.Protocol/
RUN dotnet restore Notebook.Web
COPY . .
RUN dotnet publish Notebook.Web -c Release -o /app --nologo

# The SDK stays: "#r nuget" restores with it.
FROM ${DOTNET_SDK}
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      bubblewrap ca-certificates curl fontconfig fonts-dejavu-core fonts-liberation libgomp1 tini tzdata \
      $(apt-cache search --names-only '^libicu[0-9]+$' | cut -d' ' -f1 | sort -V | tail -1) \
 && rm -rf /var/lib/apt/lists/* \
 && fc-cache -f \
 # Kernels under user ids of their own find nothing to write to outside their folders.
 && chmod 0700 /tmp /var/tmp
COPY --from=build /app /app
ENV ASPNETCORE_ENVIRONMENT=Production \
    ASPNETCORE_HTTP_PORTS= \
    Urls=http://0.0.0.0:8080 \
    AllowedHosts=* \
    Data__Path=/data \
    Sandbox__ServerUserId=10000 \
    DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    DOTNET_NOLOGO=1 \
    DOTNET_RUNNING_IN_CONTAINER=true \
    LANG=C.UTF-8
VOLUME /data
EXPOSE 8080 8443
# A probe of the sandbox takes a moment at the start; the server answers "starting" meanwhile.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["curl", "-fsSk", "http://127.0.0.1:8080/health"]
STOPSIGNAL SIGTERM
# tini is process 1: what kernels leave behind is its to bury. The program starts as root and makes the server user 10000; root keeps only
# what starts kernels under user ids of their own (docs/decisions/0058-root-spawner.md).
ENTRYPOINT ["tini", "--", "dotnet", "/app/Notebook.Web.dll"]
