# The app as a container. docker-compose.yml runs it: read-only, not as root, its port on the host's loopback only.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /repository
COPY .editorconfig global.json Directory.Build.props Directory.Packages.props ./
COPY src/Coverage/Coverage.csproj src/Coverage/
COPY src/Coverage.Web/Coverage.Web.csproj src/Coverage.Web/
RUN dotnet restore src/Coverage.Web
COPY src src
COPY wwwroot wwwroot
COPY seed-data seed-data
RUN dotnet publish src/Coverage.Web -c Release --no-restore -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# The app belongs to root and the app's user can only read it; the data, and nothing else, is that user's.
COPY --from=build /app /app
RUN mkdir --mode=700 /data && chown "$APP_UID:$APP_UID" /data
WORKDIR /app

# A container has to listen on all of its addresses. Publish the port on the host's loopback only (-p 127.0.0.1:5080:5080):
# there are no accounts, and that is what COVERAGE_PUBLISHED_ON_LOOPBACK promises. Keep the port's number inside and outside
# the same, or the address and the sign-in link in the log name the wrong one.
ENV COVERAGE_DATA=/data \
    COVERAGE_URL=http://0.0.0.0:5080 \
    COVERAGE_PUBLISHED_ON_LOOPBACK=true \
    DOTNET_EnableDiagnostics=0
VOLUME /data
EXPOSE 5080
USER $APP_UID

# By bash alone: the image has neither curl nor wget, and a verb of the app's would start a second .NET process each time
# and say nothing about the one that serves.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/5080 && printf 'GET /healthz HTTP/1.0\\r\\nHost: 127.0.0.1:5080\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200 '* ]]"]
ENTRYPOINT ["/app/coverage"]
