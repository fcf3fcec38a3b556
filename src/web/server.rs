//! The connections: so many at a time, none held by a client that sends or reads slowly, and a stop that waits for answers.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::config::ConnectionLimits;

/// How long a stop waits for answers under way: a request's own patience, and time to send what it answers.
const LAST: Duration = Duration::from_secs(75);
/// How long to wait when the system has no socket to give.
const BREATH: Duration = Duration::from_millis(100);

/// Answers connections until it is told to stop, then ends those that stand.
///
/// `axum::serve` sets no time for a request's head, so a client that never ends it would hold its connection for ever.
pub async fn serve(listener: TcpListener, router: Router, limits: ConnectionLimits, stop: CancellationToken) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(limits.header_seconds));
    let places = Arc::new(Semaphore::new(limits.connections));
    let standing = GracefulShutdown::new();
    while let Some(place) = stop.run_until_cancelled(places.clone().acquire_owned()).await {
        let Some(accepted) = stop.run_until_cancelled(listener.accept()).await else { break };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(BREATH).await;
                continue;
            }
        };
        let peer = Peer { address: peer, patience: Duration::from_secs(limits.read_seconds) };
        let connection = standing.watch(connection(&http, stream, router.clone(), peer));
        tokio::spawn(async move {
            let _place = place;
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke off");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(LAST, standing.shutdown()).await.is_err() {
        tracing::warn!("connections were cut off");
    }
}

type Connection = http1::Connection<TokioIo<Pin<Box<TimeoutStream<TcpStream>>>>, TowerToHyperService<BoxedRouter>>;

/// Who is at the other end, and how long it may go without reading.
#[derive(Clone, Copy)]
struct Peer {
    address: SocketAddr,
    patience: Duration,
}

type BoxedRouter =
    tower::util::BoxCloneSyncService<Request<Incoming>, axum::response::Response, std::convert::Infallible>;

fn connection(http: &http1::Builder, stream: TcpStream, router: Router, peer: Peer) -> Connection {
    let Peer { address, patience } = peer;
    // A client that asks and does not read would hold its connection for ever.
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(patience));
    let service = router.map_request(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(address));
        request
    });
    http.serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(BoxedRouter::new(service)))
}
