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
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::config::{ConnectionLimits, Proxies};
use crate::web::caller::{Caller, CallerPlaces, HeldPlace};

/// How long a stop waits for answers under way: a request's own patience, and time to send what it answers.
const LAST: Duration = Duration::from_secs(75);
/// How long to wait when the system has no socket to give.
const BREATH: Duration = Duration::from_millis(100);
/// How many connections of a caller with too many are told so at a time; further ones are closed without a word.
const TOLD: usize = 8;
/// How long whoever is told has to take it.
const TELLING: Duration = Duration::from_secs(1);
/// What they are told.
const TOO_MANY: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\n\
    content-type: text/plain; charset=utf-8\r\ncontent-length: 43\r\n\r\n\
    Too many connections at a time. Try later.\n";

/// What connections are measured by.
#[derive(Clone, Debug)]
pub struct Gate {
    pub limits: ConnectionLimits,
    /// The proxies that bring many callers.
    pub proxies: Proxies,
}

/// Answers connections until it is told to stop, then ends those that stand.
///
/// `axum::serve` sets no time for a request's head, so a client that never ends it would hold its connection for ever.
pub async fn serve(listener: TcpListener, router: Router, gate: Gate, stop: CancellationToken) {
    let Gate { limits, proxies } = gate;
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(limits.header_seconds));
    let places = Arc::new(Semaphore::new(limits.connections));
    let (standing, callers) = (GracefulShutdown::new(), CallerPlaces::default());
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
        let held = match Admitted::of(&callers, peer, &proxies, limits.connections_per_caller) {
            Admitted::Freely => None,
            Admitted::Holding(held) => Some(held),
            Admitted::TooMany(held) => {
                metrics::counter!("piiri_turned_away_total", "what" => "connection").increment(1);
                if let Some(held) = held {
                    tokio::spawn(tell_too_many(stream, (place, held)));
                }
                continue;
            }
        };
        let peer = Peer { address: peer, patience: Duration::from_secs(limits.read_seconds) };
        let connection = standing.watch(connection(&http, stream, router.clone(), peer));
        tokio::spawn(async move {
            let _places = (place, held);
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

/// Whether a connection is taken.
enum Admitted {
    /// It is a proxy's of ours.
    Freely,
    /// It is one of its caller's.
    Holding(HeldPlace),
    /// Its caller has too many; with a place for being told so.
    TooMany(Option<HeldPlace>),
}

impl Admitted {
    fn of(callers: &CallerPlaces, peer: SocketAddr, proxies: &Proxies, most: usize) -> Self {
        if proxies.hold(peer.ip()) {
            return Self::Freely;
        }
        match callers.take(Caller::of(peer.ip()), most + TOLD) {
            Some(held) if held.number <= most => Self::Holding(held),
            held => Self::TooMany(held),
        }
    }
}

/// Tells a caller with too many connections; what was sent is read first, or the answer would be lost with it.
async fn tell_too_many<P>(mut stream: TcpStream, _places: P) {
    let telling = async {
        stream.write_all(TOO_MANY).await?;
        stream.shutdown().await?;
        let mut unread = [0; 1024];
        while stream.read(&mut unread).await? > 0 {}
        std::io::Result::Ok(())
    };
    // Who takes no answer gets none.
    _ = tokio::time::timeout(TELLING, telling).await;
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
