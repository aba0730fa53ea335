// A private Dovecot: IMAP and POP3, plain and TLS, and the delivery and password sockets that Postfix uses.
// Every user name exists with the password "secret"; mailboxes appear when they are first needed.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { converse, freePorts, HOST } from './ports.mjs';
import { findProgram, withFreshPorts } from './processes.mjs';

const PACKAGES = 'dovecot-imapd dovecot-pop3d dovecot-lmtpd';

/** Starts the server and answers `{ env, sockets }`. */
export async function startDovecot(place, processes, certificates) {
  if (!place.mailOwner) throw new Error('the private Dovecot needs root: run the tests as root (in a container, say)');
  const program = findProgram('dovecot', ['/usr/sbin'], PACKAGES);
  findProgram('lmtp', ['/usr/lib/dovecot'], PACKAGES);
  findProgram('pop3-login', ['/usr/lib/dovecot'], PACKAGES);
  const home = join(place.root, 'dovecot');
  await mkdir(home, { mode: 0o755 });
  const sockets = { delivery: join(home, 'lmtp'), passwords: join(home, 'passwords') };
  return withFreshPorts(async () => {
    const [imap, imaps, pop3, pop3s] = await freePorts(4);
    const ports = { imap, imaps, pop3, pop3s };
    const file = join(home, 'dovecot.conf');
    await writeFile(file, configuration(place, home, certificates, sockets, ports));
    await processes.start({
      name: 'Dovecot',
      program,
      words: ['-F', '-c', file],
      log: join(place.logs, 'dovecot.out'),
      alsoLog: [join(place.logs, 'dovecot.log')],
      ready: () => answers(ports, certificates.authorityText),
    });
    const address = (port) => `${HOST}:${port}`;
    return {
      sockets,
      env: {
        MADOGUCHI_TEST_IMAP: address(imap), MADOGUCHI_TEST_IMAPS: address(imaps),
        MADOGUCHI_TEST_POP3: address(pop3), MADOGUCHI_TEST_POP3S: address(pop3s),
      },
    };
  });
}

/** A whole log-in on the plain ports, the greeting on the others. */
async function answers({ imap, imaps, pop3, pop3s }, authority) {
  return (await converse(imap, [[/^\* OK/, 'a LOGIN probe secret\r\n'], [/^a OK/m, null]]))
    && (await converse(pop3, [[/^\+OK/, 'USER probe\r\n'], [/^\+OK/, 'PASS secret\r\n'], [/^\+OK/, null]]))
    && (await converse(imaps, [[/^\* OK/, null]], { authority }))
    && (await converse(pop3s, [[/^\+OK/, null]], { authority }));
}

function configuration(place, home, certificates, sockets, ports) {
  const { uid, gid } = place.mailOwner;
  return `
base_dir = ${home}/run
state_dir = ${home}/state
instance_name = madoguchi-test
listen = ${HOST}
protocols = imap pop3 lmtp
log_path = ${place.logs}/dovecot.log
postmaster_address = postmaster@localhost
hostname = localhost

ssl = yes
ssl_min_protocol = TLSv1.2
ssl_cert = <${certificates.certificate}
ssl_key = <${certificates.key}

# CRAM-MD5 and APOP need the password itself, hence {PLAIN}.
disable_plaintext_auth = no
auth_mechanisms = plain login cram-md5 apop
auth_username_format = %Ln
auth_failure_delay = 0
passdb {
  driver = static
  args = password={PLAIN}secret
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${place.mail}/%Ln allow_all_users=yes
}

mail_location = maildir:${place.mail}/%Ln/Maildir
first_valid_uid = 1
first_valid_gid = 1
mail_fsync = never
mail_max_userip_connections = 2000
recipient_delimiter = +
namespace inbox {
  inbox = yes
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
  mailbox Trash {
    auto = create
    special_use = \\Trash
  }
}

default_client_limit = 4000
default_process_limit = 400
default_vsz_limit = 1G
# Many log-ins from one address are no attack here.
service anvil {
  client_limit = 5000
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service auth {
  client_limit = 5000
  unix_listener ${sockets.passwords} {
    mode = 0666
  }
}
service imap-login {
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
}
service pop3-login {
  inet_listener pop3 {
    port = ${ports.pop3}
  }
  inet_listener pop3s {
    port = ${ports.pop3s}
    ssl = yes
  }
}
service lmtp {
  unix_listener ${sockets.delivery} {
    mode = 0666
  }
}
`;
}
