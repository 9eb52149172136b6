// The document's own snippets. What stands inside the functions is the document's, to the letter;
// the names around it are those that a page would have.

export function connectSnippet(io) {
  const socket = io("http://localhost:5000");
  return socket;
}

export function authenticateSnippet(socket) {
  socket.emit("authenticate", {
    token: "your-jwt-token-here",
  });
}

export function authenticatedSnippet(socket, console) {
  socket.on("authenticated", (data) => {
    console.log("Authenticated as:", data.user.name);
    // data.user contains: { id, name, email, type }
  });

  socket.on("authentication_error", (data) => {
    console.error("Auth failed:", data.message);
  });
}

export function joinSnippet(socket) {
  socket.emit("join_ticket", {
    ticketId: "ticket-id-here",
  });
}

export function joinedSnippet(socket, console) {
  socket.on("joined_ticket", (data) => {
    // Successfully joined
    console.log("Joined ticket:", data.ticketId);
  });

  socket.on("join_ticket_error", (data) => {
    // Error joining
    console.error("Join error:", data.message);
  });
}

export function leaveSnippet(socket) {
  socket.emit("leave_ticket", {
    ticketId: "ticket-id-here",
  });
}

export function historySnippet(socket) {
  socket.emit("get_messages", {
    ticketId: "ticket-id-here",
  });
}

export function loadedSnippet(socket, console) {
  socket.on("messages_loaded", (data) => {
    // data.messages is an array of message objects
    data.messages.forEach((message) => {
      console.log(message);
    });
  });

  socket.on("messages_error", (data) => {
    console.error("Failed to load messages:", data.message);
  });
}

export function sendSnippet(socket) {
  socket.emit("send_message", {
    ticketId: "ticket-id-here",
    message: "Hello, this is a text message!",
  });
}

export function receiveSnippet(socket, console) {
  socket.on("new_message", (data) => {
    const message = data.data;

    console.log("New message from:", message.sender.name);
    console.log("Message text:", message.message);

    // Handle attachments
    if (message.attachments && message.attachments.length > 0) {
      message.attachments.forEach((attachment) => {
        console.log("Attachment:", attachment.originalname);
        console.log("Download URL:", attachment.url);
      });
    }
  });

  socket.on("send_message_error", (data) => {
    console.error("Failed to send message:", data.message);
  });
}

export function startTypingSnippet(socket) {
  socket.emit("typing_start", {
    ticketId: "ticket-id-here",
  });
}

export function stopTypingSnippet(socket) {
  socket.emit("typing_stop", {
    ticketId: "ticket-id-here",
  });
}

export function typingSnippet(socket, console) {
  socket.on("user_typing", (data) => {
    console.log(`${data.userName} is typing...`);
  });

  socket.on("user_stopped_typing", (data) => {
    console.log(`${data.userName} stopped typing`);
  });
}

export function errorHandlingSnippet(socket) {
  socket.on("authentication_error", (data) => {
    // Handle authentication failures
  });

  socket.on("join_ticket_error", (data) => {
    // Handle ticket access errors
  });

  socket.on("messages_error", (data) => {
    // Handle message loading errors
  });

  socket.on("send_message_error", (data) => {
    // Handle message sending errors
  });

  socket.on("disconnect", () => {
    // Handle connection loss
    // Implement reconnection logic
  });
}

export function debounceSnippet(socket, messageInput, currentTicketId) {
  let typingTimer = null;

  messageInput.addEventListener("input", () => {
    if (currentTicketId) {
      socket.emit("typing_start", { ticketId: currentTicketId });

      clearTimeout(typingTimer);
      typingTimer = setTimeout(() => {
        socket.emit("typing_stop", { ticketId: currentTicketId });
      }, 1000); // Stop typing after 1 second of inactivity
    }
  });
}

export function reconnectSnippet(socket, console, authToken) {
  socket.on("disconnect", () => {
    console.log("Connection lost. Attempting to reconnect...");
    // Socket.IO automatically attempts reconnection
  });

  socket.on("connect", () => {
    console.log("Reconnected!");
    // Re-authenticate and rejoin rooms
    if (authToken) {
      socket.emit("authenticate", { token: authToken });
    }
  });
}

export function retrySnippet(socket, addMessageToUI, updateMessageStatus) {
  function sendMessageWithRetry(messageData, retries = 3) {
    // Add message to UI immediately (optimistic update)
    addMessageToUI(messageData, "sending");

    socket.emit("send_message", messageData);

    // Handle errors with retry logic
    const errorHandler = (error) => {
      if (retries > 0) {
        setTimeout(() => {
          sendMessageWithRetry(messageData, retries - 1);
        }, 1000);
      } else {
        updateMessageStatus(messageData.id, "failed");
      }
    };

    socket.once("send_message_error", errorHandler);
    socket.once("new_message", () => {
      // Message sent successfully
      updateMessageStatus(messageData.id, "sent");
      socket.off("send_message_error", errorHandler);
    });
  }
  return sendMessageWithRetry;
}

export function oldHttpSnippet(fetch, token) {
  // DON'T USE - This is the old HTTP method
  fetch("/api/tickets/123/chat", {
    method: "POST",
    headers: {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ message: "Hello" }),
  });
}

export function newWebSocketSnippet(socket) {
  // USE THIS - New WebSocket method
  socket.emit("send_message", {
    ticketId: "123",
    message: "Hello",
  });
}
