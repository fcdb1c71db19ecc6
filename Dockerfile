# From the archive that "mvn -Pdist package" makes:  docker build -t flashgate .
#
#   docker run -p 8080:8080 -p 127.0.0.1:8081:8081 -v flashgate:/var/lib/flashgate \
#       -v "$PWD/admin.token:/run/secrets/admin.token:ro" flashgate serve --tickets off
#
# The token must be readable for the user in the container, and have 16 characters or more.
FROM eclipse-temurin:17-jre

ADD dist/target/flashgate-*.tar.gz /opt/
RUN ln -s /opt/flashgate-* /opt/flashgate \
    && ln -s /opt/flashgate/bin/flashgate /usr/local/bin/flashgate \
    && useradd --system --user-group --no-create-home flashgate \
    && install -d -o flashgate -g flashgate -m 750 /var/lib/flashgate \
    && flashgate --prepare

# The admin listener is loopback otherwise, which nobody outside the container could reach.
ENV FLASHGATE_DATA=/var/lib/flashgate/journal \
    FLASHGATE_ADMIN_TOKEN_FILE=/run/secrets/admin.token \
    FLASHGATE_ADMIN_LISTEN=0.0.0.0:8081

USER flashgate
VOLUME /var/lib/flashgate
EXPOSE 8080 8081
STOPSIGNAL SIGTERM
HEALTHCHECK --start-period=5m \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8081 && printf 'GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3 && grep -q '^HTTP/1.1 200' <&3"]
ENTRYPOINT ["flashgate"]
# It ends with an error until it is told about tickets: on the command line, or by FLASHGATE_TICKETS.
CMD ["serve"]
